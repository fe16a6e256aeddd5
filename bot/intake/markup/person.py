"""The page of a person on some site: role, bio, links and photo for the person's card."""

from __future__ import annotations

from bot.domain.article import Draft, Kind, Person
from bot.domain.urlkey import clean_url
from bot.intake.fragment import web_address
from bot.intake.layout.labels import is_person_address
from bot.intake.layout.names import clean_name, is_name, is_role
from bot.intake.markup.blocks import following
from bot.intake.markup.gathered import Gathered
from bot.intake.markup.text import article_lines
from bot.intake.markup.tree import Element, heading_in, text_in

_REACH = 40  # elements after the name among which the role stands
_NETWORKS = ("linkedin.com/", "twitter.com/", "x.com/", "orcid.org/", "bsky.app/", "mastodon", "scholar.google")


def read_profile(root: Element, facts: Gathered, url: str) -> Draft | None:
    """The draft of a person's page, with `person` set; None when the page is anything else."""
    address = url or facts.canonical_url
    if not is_person_address(address):
        return None
    heading = next((element for element in root.iter("h1") if is_name(clean_name(heading_in(element)))), None)
    if heading is None:
        return None
    name = clean_name(heading_in(heading))
    role = _role(heading)
    bio = [line.removeprefix("- ") for line in article_lines(root, address) if line not in (name, role)]
    person = Person(
        name=name,
        role=role,
        bio="\n\n".join(bio),
        links=_links(root),
        photo_url=facts.image_url,
        former=any(word in role.lower() for word in ("former", "alum")),
    )
    return Draft(
        title=name,
        kind=Kind.OTHER,
        body=tuple(bio),
        canonical_url=facts.canonical_url or clean_url(url),
        url=clean_url(address),
        language=facts.language or "en",
        image_url=facts.image_url,
        image_alt=facts.image_alt,
        person=person,
        source="url",
    )


def _role(heading: Element) -> str:
    for number, element in enumerate(following(heading)):
        if number >= _REACH:
            break
        if len(element) == 0 and is_role(text := text_in(element)):
            return text
    return ""


def _links(root: Element) -> tuple[str, ...]:
    """The person's profiles elsewhere, as far as the page's own text links them, not its header or footer."""
    found = []
    for link in root.iter("a"):
        url = web_address(link.get("href") or "")
        outside = not any(ancestor.tag in ("header", "footer", "nav") for ancestor in link.iterancestors())
        if outside and any(network in url for network in _NETWORKS):
            found.append(url)
    return tuple(dict.fromkeys(found))
