"""`dailies outlets`: the settings file, OPML, and what sources on loopback answer."""

import asyncio
import json
import re
import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from demo.newsroom import Newsroom
from extractors.errors import DailiesError, FeedError, SettingsError
from extractors.next_steps import next_step
from extractors.records import Outlet, Selectors
from flows.cli import app
from flows.clients import client_options, with_client
from flows.opml import build_opml, parse_opml
from flows.outlet_file import OutletFile, block, open_outlet_file
from flows.outlet_import import choose_new
from flows.outlet_settings import OutletSettings
from flows.settings import Settings, load_settings
from flows.source_check import SourceCheck, check_source, is_silent
from flows.source_finding import Found, find_source, read_name
from tests.fetch.misbehaving import MisbehavingServer
from tests.flows.press import HOUR, NOW, Press, settings_for

ROOT = Path(__file__).parent.parent.parent
SETTINGS = """# Ours.
[fetching]
pause_s = 0  # at once
allow_loopback = true

# The first of them.
[[outlets]]
id = "reel"
name = "Reel Ledger"   # a trade
feed = "https://reel.example/feed"

# Asked rarely.
[[outlets]]
id = "cinder"
name = "The Cinder"
listing = "https://cinder.example/news"
every_minutes = 240

# The end.
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "dailies.toml"
    path.write_text(SETTINGS, "utf-8")
    return path


def dailies(*arguments: str | Path) -> Result:
    """The command in this process; what would be one line on standard error is an exception."""
    return CliRunner().invoke(app, ["outlets", *map(str, arguments)], catch_exceptions=False)


def refused(*arguments: str | Path) -> str:
    with pytest.raises(DailiesError) as caught:
        dailies(*arguments)
    return f"{caught.value} ({caught.value.hint})"


def find(url: str, tmp_path: Path) -> Found:
    options = client_options(settings_for(tmp_path), NOW)
    return asyncio.run(with_client(options, lambda client: find_source(url, client, now=NOW)))


def check(outlet: Outlet, tmp_path: Path) -> SourceCheck:
    options = client_options(settings_for(tmp_path, deadline_s=3), NOW)
    return asyncio.run(with_client(options, lambda client: check_source(outlet, client, now=NOW)))


# ------------------------------------------------------------------------------------------------ the settings file


def test_the_table_lists_every_outlet(config: Path) -> None:
    shown = dailies("--config", config).output
    assert re.search(r"reel\s+Reel Ledger\s+feed\s+https://reel.example/feed\s+60\s+yes", shown)
    rows = json.loads(dailies("--config", config, "--json").stdout)
    assert [(row["id"], row["kind"]) for row in rows] == [("reel", "feed"), ("cinder", "listing")]


def test_removing_an_outlet_leaves_the_rest_as_it_stands(config: Path) -> None:
    assert "would remove" in dailies("remove", "reel", "--config", config, "--dry-run").output
    assert config.read_text("utf-8") == SETTINGS
    dailies("remove", "reel", "--config", config)
    text = config.read_text("utf-8")
    assert text == SETTINGS.replace(
        '[[outlets]]\nid = "reel"\nname = "Reel Ledger"   # a trade\nfeed = "https://reel.example/feed"\n', ""
    )
    dailies("remove", "cinder", "--config", config)
    assert "The end." in config.read_text("utf-8")
    assert load_settings(config, env={}).outlets == ()
    assert "there is no outlet reel" in refused("remove", "reel", "--config", config)


@pytest.mark.parametrize(
    "text",
    [
        SETTINGS,
        SETTINGS.replace("\n", "\r\n"),
        SETTINGS.rstrip(),
        "",
        "# nothing yet",
        "outlets = []\n",
        '[mail]\nsender = "a@b.example"',
        'outlets = [{id = "x", name = "X", feed = "https://x.example/f"}]\n',
        SETTINGS + '\n[mail]\nrecipients = [\n  "a@b.example",\n]\n',
        '[[names]]\nname = """\n[[outlets]]\n"""\ntype = "WORK"\n\n' + SETTINGS,
    ],
)
def test_whatever_the_file_an_edit_is_right_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "dailies.toml"
    path.write_bytes(text.encode())
    before = tomllib.loads(text.replace("\r\n", "\n"))
    new = OutletSettings(id="new", name='A "new" one\\', feed="https://new.example/feed")
    file = open_outlet_file(path, {})
    if text.startswith("outlets = ["):
        with pytest.raises(SettingsError, match="does not fit"):
            file.add([new])
        return
    file.add([new])
    file.write()
    assert list(tmp_path.iterdir()) == [path]
    after = tomllib.loads(path.read_bytes().decode().replace("\r\n", "\n"))
    assert after.pop("outlets") == [*before.pop("outlets", []), {"id": "new", "name": new.name, "feed": new.feed}]
    assert after == before
    assert path.read_bytes().startswith(text.rstrip().encode())
    file = open_outlet_file(path, {})
    file.remove("new")
    assert file.text.rstrip() == text.rstrip()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=30), st.sampled_from(("feed", "sitemap", "listing"))),
        max_size=5,
    )
)
def test_any_name_can_be_written_and_read_back(pairs: list[tuple[str, str]]) -> None:
    file = OutletFile(Path("dailies.toml"), SETTINGS)
    for number, (name, kind) in enumerate(pairs):
        url = f"https://{number}.example/{kind}"
        try:
            file.add([OutletSettings.model_validate({"id": file.free_id(name), "name": name, kind: url})])
        except SettingsError:
            # Control characters and halves of characters: `clean` takes them out before.
            assert not name.isprintable()
            return
    assert len(file.outlets) == 2 + len(pairs)
    for outlet in file.outlets[2:]:
        file.remove(outlet.id)
    assert file.text.rstrip() == SETTINGS.rstrip()


def test_what_an_outlet_declares_can_be_written_and_removed_again() -> None:
    file = OutletFile(Path("dailies.toml"), SETTINGS)
    fields = {
        "id": "new",
        "name": "New",
        "sitemap": "https://new.example/map",
        "pause_s": 5,
        "topic": ["AI", '"quoted"'],
        "selectors": {"body": 'div[data-x="1"]', "remove": [".promo", "aside"]},
    }
    new = OutletSettings.model_validate(fields)
    file.add([new])
    assert file.outlets[-1] == new
    assert tomllib.loads(file.text)["outlets"][-1] == fields
    file.remove("new")
    assert file.text.rstrip() == SETTINGS.rstrip()


def test_a_table_of_selectors_goes_with_its_outlet() -> None:
    text = SETTINGS.replace("# Asked rarely.", '[outlets.selectors]\nremove = [".promo"]\n\n# Asked rarely.')
    file = OutletFile(Path("dailies.toml"), text)
    file.remove("reel")
    assert "promo" not in file.text
    assert [outlet.id for outlet in file.outlets] == ["cinder"]


def test_a_source_or_id_that_is_there_already_is_refused(config: Path) -> None:
    assert "is an outlet already: reel" in refused("add", "http://www.reel.example/feed/", "--config", config)
    file = open_outlet_file(config, {})
    with pytest.raises(SettingsError, match="there is an outlet reel already"):
        file.add([OutletSettings(id="reel", name="R", feed="https://other.example/feed")])
    assert file.free_id("Reel") == "reel-2"
    assert file.free_id("»Ünï—Reel!« & Co.") == "n-reel-co"
    assert file.free_id("映画") == "outlet"


def test_without_a_file_of_ones_own_the_shipped_one_is_copied(
    tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DAILIES_FETCHING__ALLOW_LOOPBACK", "true")
    monkeypatch.setenv("DAILIES_FETCHING__PAUSE_S", "0")
    source = press.put_feed("/a").source
    dailies("add", source, "--dry-run")
    assert not list(tmp_path.iterdir())
    dailies("add", source, "--name", "The Press")
    shipped = (ROOT / "dailies.toml").read_text("utf-8")
    written = (tmp_path / "dailies.toml").read_text("utf-8")
    assert written == f'{shipped.rstrip()}\n\n[[outlets]]\nid = "the-press"\nname = "The Press"\nfeed = "{source}"\n'


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text(SETTINGS, "utf-8")
    real.chmod(0o600)
    link = tmp_path / "dailies.toml"
    link.symlink_to(real)
    dailies("remove", "reel", "--config", link)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert "reel" not in real.read_text("utf-8")


# ------------------------------------------------------------------------------------------------------ finding


def test_a_home_page_leads_to_its_feed(tmp_path: Path, press: Press) -> None:
    press.put_feed("/a", ("/b", NOW - timedelta(days=2)))
    press.put("/empty.xml", '<rss version="2.0"><channel><title>Nothing</title></channel></rss>')
    alternate = '<link rel="alternate" type="application/rss+xml" href="{}">'
    head = "".join(alternate.format(href) for href in ("/gone.xml", "/empty.xml", "/feed.xml"))
    press.put("/", f'<html lang="de-AT"><head><title>Die Presse | Film</title>{head}</head><body>Hallo</body></html>')
    found = find(f"{press.url}/", tmp_path)
    assert (found.name, found.language) == ("Die Presse", "de")
    assert [(one.problem, one.items) for one in found.candidates] == [("not found", 0), (None, 0), (None, 2)]
    assert found.best is not None
    assert (found.best.kind, found.best.url, found.best.newest) == ("feed", f"{press.url}/feed.xml", NOW - HOUR)


@pytest.mark.parametrize(
    ("site", "kind"),
    [("claqueta", "feed"), ("fathom-desk", "feed"), ("lumen-letter", "listing"), ("pelican-screen", "")],
)
def test_each_source_of_the_newsroom_is_recognised(tmp_path: Path, site: str, kind: str) -> None:
    with Newsroom(base_port=19940) as newsroom:
        outlet = next(outlet for outlet in newsroom.outlets if outlet.id == site)
        found = find(outlet.source, tmp_path)
    assert found.best is not None
    kinds = {"feed": outlet.feed, "sitemap": outlet.sitemap, "listing": outlet.listing}
    assert kinds[found.best.kind] == outlet.source
    assert kind in ("", found.best.kind)


def test_nothing_usable_is_said_with_the_reason(tmp_path: Path, config: Path, press: Press) -> None:
    url = press.put("/", "<html><title>Empty</title><body>Under construction</body></html>")
    assert "no usable feed, sitemap or listing" in refused("add", url, "--config", config)
    assert "no articles listed" in refused("add", url, "--config", config)
    assert "not found" in refused("add", f"{press.url}/gone", "--config", config)
    assert config.read_text("utf-8") == SETTINGS


def test_an_address_with_a_login_is_refused_and_not_shown(config: Path, tmp_path: Path) -> None:
    url = "https://desk:s3cret@trade.example/feed"
    said = refused("add", url, "--config", config)
    assert "has no user and password" in said
    opml = tmp_path / "a.opml"
    opml.write_text(f'<opml><body><outline text="Trade" xmlUrl="{url}"/></body></opml>', "utf-8")
    shown = dailies("import", opml, "--config", config).output
    assert "the address of 'Trade' has a user and a password in it" in shown
    assert "s3cret" not in said + shown + config.read_text("utf-8")


def test_added_from_a_home_page(config: Path, press: Press) -> None:
    press.put_feed("/a")
    press.put(
        "/",
        '<html><head><meta property="og:site_name" content="The [red]Press[/red]">'
        '<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body></body></html>',
    )
    shown = dailies("add", press.url, "--config", config).output
    assert "→" in shown
    outlet = load_settings(config, env={}).outlets[-1]
    assert (outlet.id, outlet.name, outlet.feed) == (
        "the-red-press-red",
        "The [red]Press[/red]",
        f"{press.url}/feed.xml",
    )
    assert "[red]Press[/red]" in dailies("--config", config).output


@pytest.mark.parametrize("name", ["feed-entity-bomb", "json-feed-deep", "deep-nesting", "picture-as-page"])
def test_a_hostile_address_is_no_source(tmp_path: Path, name: str) -> None:
    with MisbehavingServer() as server:
        assert find(server.url(name), tmp_path).best is None


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_have_a_name(body: bytes) -> None:
    from extractors.records import Page

    for start in (b"", b"{", b"<html>", b"<rss><title>", b'{"title": "\\ud800'):
        name, language = read_name(Page("https://www.press.example/", start + body))
        assert name
        assert 0 < len(name) <= 200
        assert language.isalpha()
        file = OutletFile(Path("dailies.toml"), SETTINGS)
        file.add([OutletSettings(id="x", name=name, feed="https://x.example/feed")])


# ------------------------------------------------------------------------------------------------------- checking


def test_a_check_says_what_a_source_can_do(tmp_path: Path, press: Press) -> None:
    press.put_page("/a")
    press.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.1\n")
    outlet = press.put_feed("/a", ("/b", NOW - timedelta(days=3)), etag='"1"')
    assert check(outlet, tmp_path) == SourceCheck(
        "press",
        "The Press",
        "feed",
        outlet.source,
        reachable=True,
        status=200,
        items=2,
        newest=NOW - HOUR,
        validators=("etag",),
        answers_304=True,
        robots="allowed, 0.1 s apart",
        access="free",
    )


def test_a_check_names_selectors_that_match_nothing_and_counts_what_is_on_topic(tmp_path: Path, press: Press) -> None:
    press.put_page("/a")
    outlet = replace(press.put_feed("/a"), selectors=Selectors("article", remove=(".gone",)), topic=("story 0",))
    found = check(outlet, tmp_path)
    assert (found.on_topic, found.unmatched, found.access) == (1, (".gone",), "free")
    assert ".gone" in found.next_step
    narrow = check(replace(outlet, topic=("zither",)), tmp_path)
    assert narrow.on_topic == 0
    assert "words" in narrow.next_step


def test_a_check_names_walls_and_refusals_with_their_next_step(tmp_path: Path, press: Press) -> None:
    outlet = press.put_feed("/a")
    press.put("/a", "pay first", 402)
    paid = check(outlet, tmp_path)
    assert (paid.problem, paid.access) == (None, "payment required")
    assert "subscribe" in paid.next_step
    press.put("/feed.xml", "no", 403)
    refusing = check(outlet, tmp_path)
    assert (refusing.status, refusing.problem, refusing.reachable) == (403, "forbidden", True)
    press.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    forbidden = check(outlet, tmp_path)
    assert (forbidden.robots, forbidden.problem) == ("forbidden", "disallowed by robots.txt")
    assert all(one.next_step for one in (paid, refusing, forbidden))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("hang-before-headers", "timed out"),
        ("login-wall", "blocked by a login wall"),
        ("feed-without-items", "lists nothing"),
        ("redirect-to-private", "not a public address (10.0.0.1)"),
        ("feed-external-entity", "document type refused"),
    ],
)
def test_a_check_of_a_misbehaving_source_ends_with_its_problem(tmp_path: Path, name: str, problem: str) -> None:
    with MisbehavingServer() as server:
        found = check(Outlet("bad", "Bad", feed=server.url(name)), tmp_path)
    assert found.problem == problem


def test_silence_is_measured_against_a_sources_own_rhythm() -> None:
    daily = [NOW - timedelta(days=10 + day) for day in range(8)]
    monthly = [NOW - timedelta(days=10 + 30 * month) for month in range(8)]
    hourly = [NOW - timedelta(days=2, hours=hour) for hour in range(8)]
    assert is_silent(daily, NOW)
    assert not is_silent(monthly, NOW)
    assert not is_silent(hourly, NOW)
    assert not is_silent(daily[:3], NOW)


def test_the_check_command_prints_lines_and_a_table_and_fails_if_one_gives_nothing(
    config: Path, press: Press, tmp_path: Path
) -> None:
    press.put_page("/a")
    source = press.put_feed("/a").source
    file = open_outlet_file(config, {})
    for id_ in ("reel", "cinder"):
        file.remove(id_)
    file.add([OutletSettings(id="press", name="The Press", feed=source)])
    file.add([OutletSettings(id="gone", name="Gone", feed=f"{press.url}/gone", enabled=False)])
    file.write()
    good = dailies("check", "--config", config)
    assert good.exit_code == 0
    assert "✓ The Press: 1 items" in good.stderr
    assert "press" in good.stdout
    bad = dailies("check", "gone", "press", "--config", config, "--json")
    assert bad.exit_code == 1
    rows = json.loads(bad.stdout)
    assert [(row["outlet"], row["problem"]) for row in rows] == [("gone", "not found"), ("press", None)]
    assert "there is no outlet nobody" in refused("check", "nobody", "--config", config)


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        ("payment required (402)", "subscribe"),
        ("disallowed by robots.txt", "respect"),
        ("blocked by a consent wall", "consent page"),
        ("login wall", "members"),
        ("waiting: too many requests", "nothing"),
        ("not found (404)", "moved"),
        ("certificate error", "certificate"),
        ("timed out", "growing pauses"),
        ("status 503", "growing pauses"),
        ("index page", "no article"),
    ],
)
def test_each_reason_has_its_next_step(reason: str, word: str) -> None:
    assert word in next_step(reason)


def test_a_silent_source_has_a_next_step_without_a_reason() -> None:
    assert "longer than usual" in next_step("", state="silent")
    assert next_step("", state="ok") == ""


# ----------------------------------------------------------------------------------------------------------- OPML


def test_opml_goes_out_and_comes_back(config: Path, tmp_path: Path) -> None:
    opml = tmp_path / "outlets.opml"
    dailies("export", opml, "--config", config)
    assert dailies("export", "--config", config).output.startswith("<?xml")
    other = tmp_path / "other.toml"
    other.write_text("", "utf-8")
    assert "2 new, 0 already there, 0 left out" in dailies("import", opml, "--config", other).output
    found = load_settings(other, env={}).outlets
    assert [(one.name, one.feed, one.listing) for one in found] == [
        ("Reel Ledger", "https://reel.example/feed", None),
        ("The Cinder", None, "https://cinder.example/news"),
    ]
    assert "0 new, 2 already there" in dailies("import", opml, "--config", other).output


def test_the_shipped_catalogue_survives_opml() -> None:
    outlets = load_settings(env={}).outlets
    back = parse_opml(build_opml(outlets, at=NOW), "x")
    assert [(one.name, one.url) for one in back] == [
        (outlet.name, outlet.feed or outlet.sitemap or outlet.listing) for outlet in outlets
    ]


def test_a_feed_readers_list_is_taken_folders_and_all(config: Path, tmp_path: Path) -> None:
    opml = tmp_path / "reader.opml"
    opml.write_text(
        """<?xml version="1.0"?><opml version="1.0"><body>
        <outline text="Film"><outline text="Trades">
          <outline type="rss" text="New &amp; Good" xmlURL="https://new.example/feed" htmlUrl="https://new.example/"/>
          <outline type="rss" text="Known" xmlUrl="http://reel.example/feed/"/>
        </outline></outline>
        <outline type="rss" text="New &amp; Good" xmlUrl="https://two.example/feed" language="fr"/>
        <outline type="rss" text="Twice" xmlUrl="https://new.example/feed?utm_source=x"/>
        <outline type="rss" text="Local" xmlUrl="file:///etc/passwd"/>
        <outline type="link" text="A page" url="https://page.example/"/>
        </body></opml>""",
        "utf-8",
    )
    dry = dailies("import", opml, "--config", config, "--dry-run")
    assert config.read_text("utf-8") == SETTINGS
    assert "2 new, 2 already there, 1 left out" in dry.output
    dailies("import", opml, "--config", config)
    new = load_settings(config, env={}).outlets[2:]
    assert [(one.id, one.name, one.language) for one in new] == [
        ("new-good", "New & Good", "en"),
        ("new-good-2", "New & Good", "fr"),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html></html>", "not OPML"),
        (b"<opml><body>", "not well-formed"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "document type refused"),
        (b'<!DOCTYPE opml SYSTEM "http://evil.example/x.dtd"><opml><body/></opml>', "document type refused"),
        (b"<opml>" + b"<outline>" * 5_000, "not well-formed"),
    ],
)
def test_hostile_opml_is_refused(config: Path, tmp_path: Path, body: bytes, reason: str) -> None:
    opml = tmp_path / "bad.opml"
    opml.write_bytes(body)
    assert reason in refused("import", opml, "--config", config)
    assert config.read_text("utf-8") == SETTINGS


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_opml_or_refused(body: bytes) -> None:
    for start in (b"", b"<opml><body><outline xmlUrl='"):
        try:
            found = parse_opml(start + body, "x")
        except FeedError:
            continue
        new, _, _ = choose_new(OutletFile(Path("dailies.toml"), SETTINGS), found)
        assert all(Settings.model_validate({"outlets": tomllib.loads(block(one))["outlets"]}) for one in new)


def test_a_thousand_feeds_are_taken_in_one_go() -> None:
    one = OutletSettings(id="a", name="A", feed="https://a.example/feed")
    many = tuple(one.model_copy(update={"id": f"a-{n}", "feed": f"https://{n}.example/feed"}) for n in range(1_000))
    file = OutletFile(Path("dailies.toml"), SETTINGS)
    new, known, left_out = choose_new(file, parse_opml(build_opml(many, at=NOW), "x"))
    file.add(new)
    assert (len(file.outlets), known, left_out) == (1_002, 0, [])


def test_a_file_that_is_no_list_is_named(config: Path, tmp_path: Path) -> None:
    assert "nowhere.opml" in refused("import", tmp_path / "nowhere.opml", "--config", config)
