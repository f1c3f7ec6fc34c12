"""GOV.UK pages, by user."""
