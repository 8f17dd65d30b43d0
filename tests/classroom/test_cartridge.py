"""The lesson kit as a course: what the manifest lists is there and nothing else; valid by the format's own schemas.

The schemas belong to the format's makers and are not kept here: CARTRIDGE_SCHEMAS names a folder that holds them,
such as backup/cc/schemas11 of Moodle.
"""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from evaluator.classroom.documents.cartridge import cartridge
from evaluator.cli import main
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.content.broken import MINI

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
DAY = date(2026, 11, 30)
SCHEMAS = {
    "manifest": "cc11libxml2validator.xsd", "topic": "ccv1p1_imsdt_v1p1.xsd", "webLink": "ccv1p1_imswl_v1p1.xsd",
}  # fmt: skip


@pytest.fixture(scope="module", params=["en", "fr"])
def packed(request: pytest.FixtureRequest, libraries: dict[str, Library], tongues: dict[str, Language]) -> bytes:
    return cartridge(libraries, tongues[request.param], DAY, "https://questions.example/app")


def parts(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as course:
        assert course.testzip() is None
        assert {entry.date_time[:3] for entry in course.infolist()} == {(2026, 11, 30)}
        return {name: course.read(name) for name in course.namelist()}


def test_the_manifest_lists_what_is_there_and_arranges_all_of_it(packed: bytes) -> None:
    files = parts(packed)
    manifest = etree.fromstring(files["imsmanifest.xml"])
    listed = {each.get("href") for each in manifest.iter(f"{CP}file")}
    assert listed == set(files) - {"imsmanifest.xml"}
    names = [each.get("identifier") for each in manifest.iter(f"{CP}resource")]
    placed = [each.get("identifierref") for each in manifest.iter(f"{CP}item") if each.get("identifierref")]
    assert sorted(names) == sorted(placed)
    assert len({each.get("identifier") for each in manifest.iter()} - {None}) == len(
        [each for each in manifest.iter() if each.get("identifier")]
    )
    assert {each.get("type") for each in manifest.iter(f"{CP}resource")} == {
        "webcontent", "imsdt_xmlv1p1", "imswl_xmlv1p1",
    }  # fmt: skip
    assert all(content.startswith(b"%PDF-") for name, content in files.items() if name.endswith(".pdf"))
    talks = [etree.fromstring(content)[1] for name, content in files.items() if name.startswith("talk/")]
    assert [(talk.get("texttype"), (talk.text or "").count("<p>")) for talk in talks] == [("text/html", 5)] * 4
    assert b"https://questions.example/app/" in files["links/class.xml"]


def test_every_file_is_valid_by_the_schemas_of_the_format(packed: bytes) -> None:
    folder = os.environ.get("CARTRIDGE_SCHEMAS")
    if not folder:
        pytest.skip("CARTRIDGE_SCHEMAS names no folder")
    for name, content in parts(packed).items():
        if name.endswith(".xml"):
            document = etree.fromstring(content)
            schema = etree.XMLSchema(etree.parse(Path(folder) / SCHEMAS[etree.QName(document).localname]))
            assert schema.validate(document), (name, schema.error_log)


def test_the_command_writes_it_and_says_what_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kit.imscc"
    assert main(["cartridge", str(file), "--lang", "fr"]) == 0
    assert "EVALUATOR_BASE_URL" in capsys.readouterr().out
    assert not [name for name in parts_of(file) if name.startswith("links/")]
    assert main(["cartridge", str(file), "--questions", str(MINI)]) == 2
    with pytest.raises(SystemExit):
        main(["cartridge", str(tmp_path / "kit.zip")])


def parts_of(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as course:
        return course.namelist()
