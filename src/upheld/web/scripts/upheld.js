// Everything here makes a page kinder; every page works without it.

import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { autosave } from "./autosave.js";
import { keepDrafts } from "./drafts.js";
import { sendOnce } from "./send-once.js";
import { closeMenus } from "./menus.js";
import { passkeys } from "./passkeys.js";
import { printing } from "./printing.js";
import { watchSession } from "./session.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
]) {
  createAll(component);
}
sendOnce();
keepDrafts();
autosave();
closeMenus();
passkeys();
printing();
watchSession();
