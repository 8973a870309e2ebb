from xml.etree import ElementTree as ET

from creditworthy.explanation.svg import self_contained

FILE = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://elsewhere.invalid/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<defs><path id="SPOT" d="M 0 SIZE"/><clipPath id="SPOT1"/></defs>
<use xlink:href="#SPOT" clip-path="url(#SPOT1)"/>
</svg>"""


def drawn(name: str, size: int = 1) -> str:
    return self_contained(FILE.replace("SPOT", name).replace("SIZE", str(size)), "Risk < 5%", ["Age & income: +0.18"])


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314


def test_it_refers_to_nothing_elsewhere() -> None:
    assert drawn("mark").startswith("<svg ")
    assert "elsewhere" not in drawn("mark")


def test_it_says_in_words_what_is_drawn() -> None:
    root = parsed(drawn("mark"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.attrib == {"role": "img", "aria-label": "Risk < 5%"}
    assert root.findtext(f"{space}title") == "Risk < 5%"
    assert root.findtext(f"{space}desc") == "Age & income: +0.18"


def test_names_are_those_of_the_content() -> None:
    assert drawn("mark") == drawn("other")
    assert drawn("mark") != drawn("mark", size=2)
    root = parsed(drawn("mark"))
    path, clip = (element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    use = next(element for element in root.iter() if element.tag.endswith("use"))
    assert use.attrib["{http://www.w3.org/1999/xlink}href"] == f"#{path}"
    assert use.attrib["clip-path"] == f"url(#{clip})"
    assert path not in drawn("mark", size=2)
