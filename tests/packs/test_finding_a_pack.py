from pathlib import Path

import pytest

from upheld.policy import PackIsFaulty, PackNotFound, current_pack, find_pack, list_packs, load_pack


class TestByName:
    def test_both_agencies_come_with_the_installation(self) -> None:
        assert {"dwp", "social-security-scotland"} <= set(list_packs())

    def test_a_pack_is_read_once(self) -> None:
        assert load_pack("dwp") is load_pack(find_pack("dwp"))

    def test_an_unknown_name_says_where_it_was_looked_for(self) -> None:
        with pytest.raises(PackNotFound, match='There is no pack "atlantis"'):
            load_pack("atlantis")


class TestTheCurrentPack:
    def test_it_is_dwp_unless_the_environment_says_otherwise(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("UPHELD_PACK", raising=False)
        assert current_pack().name == "dwp"

    def test_the_environment_names_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("UPHELD_PACK", "social-security-scotland")
        assert current_pack().name == "social-security-scotland"


class TestByPath:
    def test_a_copy_has_the_same_version(self, pack_copy: Path) -> None:
        assert load_pack(pack_copy).version == load_pack("dwp").version

    def test_any_change_of_content_changes_the_version(self, pack_copy: Path) -> None:
        file = pack_copy / "workload.yaml"
        file.write_text(file.read_text("utf-8").replace("points: 120", "points: 121"), "utf-8")
        changed = load_pack(pack_copy).version
        assert changed != load_pack("dwp").version
        assert changed.startswith("2025.1+")

    def test_a_faulty_pack_is_refused_with_its_first_problems(self, pack_copy: Path) -> None:
        (pack_copy / "roles.yaml").unlink()
        with pytest.raises(PackIsFaulty, match=r"roles\.yaml, line 1: The file is missing"):
            load_pack(pack_copy)
