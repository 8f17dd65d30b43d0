"""A class over HTTP: the state machine, what nobody may see, and what a seat survives."""

import json
import re

import pytest
from flask import Flask

from evaluator.classroom.records import Seat
from evaluator.classroom.states import State, TeacherAction, allowed
from evaluator.classroom.web import current
from evaluator.content.models.library import Library
from tests.classroom.web.lesson import QUICK, Lesson, Pupil, visitor

MOVES = [  # a whole lesson: what the teacher presses, and where the class then is
    ("open", State.OPEN),
    ("pause", State.PAUSED),
    ("open", State.OPEN),
    ("lock", State.LOCKED),
    ("reveal", State.REVEALED),
    ("next", State.REVEALED),
    ("discuss", State.DISCUSS),
    ("evidence", State.EVIDENCE),
    ("vote-again", State.REVOTE),
    ("lock", State.LOCKED2),
    ("reveal", State.REVEALED2),
]


def test_from_the_first_page_to_open_questions_in_four_clicks(app: Flask) -> None:
    teacher = visitor(app)
    assert "/en/class/start" in teacher.get("/en/class/").text  # 1
    assert 'name="press" value="TikTok"' in teacher.get("/en/class/start").text  # 2
    lesson = Lesson.start(app)
    assert "Project" in lesson.page  # 3
    assert lesson.screen.get(lesson.screen_path).status_code == 200
    lesson.act("open")  # 4
    assert "The questions are open." in lesson.page


def test_every_button_is_there_when_it_works_and_only_then(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(1)
    for action, state in [("", State.LOBBY), *MOVES]:
        if action:
            lesson.act(action, "data-use" if action in ("next", "discuss", "vote-again") else "")
        offered = set(re.findall(r'name="action" value="([\w-]+)"', lesson.page))
        assert offered == {each.value for each in allowed(state)} - {"end"}
        for other in set(TeacherAction) - set(allowed(state)):
            lesson.act(other.value, "data-use", status=409)


def test_an_answer_outside_its_state_gets_409_and_a_kind_sentence(app: Flask) -> None:
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    for action, state in [("", State.LOBBY), *MOVES]:
        if action:
            lesson.act(action, "data-use" if action in ("next", "discuss", "vote-again") else "")
        answer = pupil.answer("data-use", "ads-ask")
        assert answer.status_code == (303 if state in (State.OPEN, State.REVOTE) else 409), state
        if answer.status_code == 409:
            assert "came a little late" in answer.text
    assert pupil.answer("money-source", "ads-only").status_code == 409  # not the question of this vote


@pytest.mark.parametrize(("question", "option"), [("no-such", "a"), ("data-use", "no-such"), ("data-hooks", "none")])
def test_an_answer_that_is_none_gets_400(app: Flask, question: str, option: str) -> None:
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    lesson.act("open")
    assert pupil.answer(question, option).status_code == 400
    assert "Please choose an answer" in pupil.answer("data-use", "").text


def test_no_count_leaves_the_server_before_it_is_revealed(app: Flask) -> None:
    """Whatever the others answer, nobody’s page changes before Reveal."""
    lesson = Lesson.start(app)
    lesson.joined(7)
    lesson.act("open")
    for step in ("", "pause", "lock"):
        if step:
            lesson.act(step)
        for page in lesson.seen():
            assert lesson.counts(page) == []
            assert 'class="bars"' not in page
    lesson.act("open")
    quiet = [pupil.seat() for pupil in lesson.pupils[1:]]
    lesson.pupils[0].answer("data-use", "service-only")
    assert [without_key(pupil.seat()) for pupil in lesson.pupils[1:]] == [without_key(page) for page in quiet]
    assert [lesson.counts(page) for page in lesson.seen()] == [[]] * (1 + 3 * 7)
    for ending in ("pdf", "docx", "md", "csv", "json"):
        assert lesson.teacher.get(f"{lesson.host}/report.{ending}").status_code == 409


def test_the_projector_never_holds_the_host_key(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(5)
    for action in ("", "open", "lock", "reveal", "discuss"):
        if action:
            lesson.act(action, "data-use" if action == "discuss" else "")
        page = lesson.screen.get(lesson.screen_path)
        assert lesson.key not in page.text + str(page.headers)
    assert (
        lesson.screen.get(lesson.host.replace(lesson.key, lesson.screen_path.rpartition("/")[2])).status_code == 404
    )


def test_four_answers_show_nothing_anywhere(app: Flask, library: Library) -> None:
    lesson = Lesson.start(app)
    lesson.joined(4)
    lesson.act("open")
    question = library.questionnaire.question("data-use")
    assert question
    options = [option.id for option in question.options][:4]
    lesson.answers(options)
    lesson.act("lock")
    lesson.act("reveal")
    for action in ("", "next", "discuss"):
        if action:
            lesson.act(action, "data-use")
        for page in lesson.seen():
            assert lesson.counts(page) == []
    for ending in ("md", "csv", "json"):
        text = lesson.teacher.get(f"{lesson.host}/report.{ending}").text
        assert not re.search(rf"({'|'.join(options)})\W+1\b", text)
    lesson.teacher.post(f"{lesson.host}/end", data={"counts": "keep"})
    assert lesson.counts(lesson.projected) == []


def test_the_teacher_sees_the_same_whoever_gave_which_answer(app: Flask) -> None:
    """Two classes with the same counts: what the first three said in one, the last three said in the other."""
    seen = []
    for options in (["service-only"] * 3 + ["ads-forced"] * 3, ["ads-forced"] * 3 + ["service-only"] * 3):
        lesson = Lesson.start(app)
        lesson.revealed(options)
        parts = ("", "/end", "/report.json", "/report.csv")
        pages = [lesson.teacher.get(f"{lesson.host}{part}").text for part in parts]
        secrets = (lesson.key, lesson.screen_path.rpartition("/")[2], lesson.code, lesson.code.replace("-", ""))
        seen.append([bare(page, secrets) for page in pages])
    assert seen[0] == seen[1]


def bare(page: str, secrets: tuple[str, ...]) -> str:
    """A page without keys and codes, and without the names of devices, which are drawn by lot."""
    for secret in secrets:
        page = page.replace(secret, "")
    page = re.sub(r'data-seen="\w+"', "", page)
    return re.sub(r"<li><span>[\w ]+</span>.*?</li>", "<li>", page)


def test_five_answers_show_their_counts_to_everyone(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(5, ["en", "fr"])
    lesson.act("open")
    lesson.answers(["service-only", "service-only", "service-only", "dont-know", "ads-forced"])
    lesson.act("lock")
    lesson.act("reveal")
    lesson.act("next", "data-use")
    for page in (lesson.projected, *(pupil.seat() for pupil in lesson.pupils)):
        assert sorted(filter(None, lesson.counts(page))) == [1, 1, 3]


def test_a_result_that_was_shown_never_changes(app: Flask) -> None:
    """Nobody is left out, taken back in or let in after it; the buttons are gone, and the phones say why."""
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 4 + ["ads-forced"] * 3)
    lesson.act("next", "data-use")
    look = lesson.counts(lesson.projected)
    lesson.act("open", status=409)
    page = lesson.page
    assert 'name="ignore"' not in page
    assert 'value="open"' not in page
    numbers = [seat.number for seat in seats(app, lesson)]
    for number in numbers[:3]:
        refused = lesson.teacher.post(f"{lesson.host}/devices", data={"ignore": str(number)})
        assert refused.status_code == 409
    [late] = lesson.joined(1)
    lesson.act("vote-again", "data-use")
    assert "it is not in these counts" in late.seat()
    assert late.answer("data-use", "ads-forced").status_code == 303
    for pupil in lesson.pupils[:7]:
        assert "it is not in these counts" not in pupil.seat()
        pupil.answer("data-use", "service-only")
    lesson.act("lock")
    lesson.act("reveal")
    assert "The first result stands" in lesson.projected
    lesson.act("next", "data-use")
    assert sorted(lesson.counts(lesson.projected)) == sorted(look)


def seats(app: Flask, lesson: Lesson) -> list[Seat]:
    """The seats of a class, as the store has them."""
    with app.app_context():
        found = (current.store().seat(token(pupil)) for pupil in lesson.pupils)
        return [seat for seat in found if seat]


def token(pupil: Pupil) -> str:
    cookie = pupil.client.get_cookie("seat")
    assert cookie
    return cookie.value


def test_everybody_sees_how_many_devices_count_and_a_left_out_one_is_told(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(6)
    lesson.act("open")
    lesson.answers(["service-only"] * 6)
    [out, *others] = lesson.pupils
    [seat, *_] = seats(app, lesson)
    lesson.teacher.post(f"{lesson.host}/devices", data={"ignore": str(seat.number)})
    for page in (lesson.projected, *(pupil.seat() for pupil in lesson.pupils)):
        assert "6 devices are in, 5 count, 1 is left out." in page
    assert "has left this device out" in out.seat()
    assert not [pupil for pupil in others if "has left this device out" in pupil.seat()]
    second = lesson.teacher.post(f"{lesson.host}/devices", data={"ignore": str(seats(app, lesson)[1].number)})
    assert second.status_code == 409
    assert "Of ten devices that have answered one" in second.text


def test_refresh_double_tap_two_tabs_and_back_leave_one_answer_the_last(app: Flask, library: Library) -> None:
    lesson = Lesson.start(app)
    first, *_ = lesson.joined(5)
    lesson.act("open")
    lesson.answers(["service-only"] * 5)
    for _ in range(2):  # the same request twice, as after a double tap or a lost answer
        assert first.answer("data-use", "ads-forced", key="tap").status_code == 303
    assert first.answer("data-use", "ads-ask", key="no key").status_code == 400  # ours have no space
    assert first.answer("data-use", "suggestions", key="tab-2").status_code == 303
    question = library.questionnaire.question("data-use")
    assert question
    option = question.option("suggestions")
    assert option
    assert re.search(
        rf'value="\d\d" checked><span>{re.escape(option.short or option.text)}', first.seat("?q=data-use")
    )
    for _ in range(3):
        first.seat()
    lesson.act("lock")
    lesson.act("reveal")
    lesson.act("next", "data-use")
    assert sorted(filter(None, lesson.counts(lesson.projected))) == [1, 4]


def test_an_answer_sent_again_after_the_lock_is_still_acknowledged(app: Flask) -> None:
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    lesson.act("open")
    assert pupil.answer("data-use", "service-only", key="k1").status_code == 303
    lesson.act("lock")
    assert pupil.answer("data-use", "service-only", key="k1").status_code == 303
    assert pupil.answer("data-use", "service-only", key="k2").status_code == 409


def test_hands_typed_in_give_the_same_result_as_devices(app: Flask, library: Library) -> None:
    given = {"service-only": 3, "suggestions": 0, "ads-forced": 4, "dont-know": 1}
    paper = Lesson.start(app, mode="paper")
    paper.act("open")
    fields = {f"data-use.{option}": str(n) for option, n in given.items()}
    assert paper.teacher.post(f"{paper.host}/tally", data=fields).status_code == 303
    devices = Lesson.start(app)
    devices.joined(8)
    devices.act("open")
    devices.answers([option for option, n in given.items() for _ in range(n)])
    reports = []
    for lesson in (paper, devices):
        lesson.act("lock")
        lesson.act("reveal")
        reports.append(json.loads(lesson.teacher.get(f"{lesson.host}/report.json").text)["questions"][0])
    for report in reports:
        report["options"] = {option: n for option, n in report["options"].items() if n}
    assert reports[0] == reports[1]
    wrong = paper.teacher.post(f"{paper.host}/tally", data={"data-use.service-only": "many"})
    assert wrong.status_code == 400


def test_the_device_is_passed_on_without_a_trace_of_the_last_answers(app: Flask) -> None:
    lesson = Lesson.start(app, mode="pass")
    [pupil] = lesson.joined(1)
    lesson.act("open")
    for question, option in zip(QUICK, ["service-only", "ads-only", "none", "half"], strict=True):
        pupil.answer(question, option)
    assert pupil.client.post("/en/class/hand-on").status_code == 303
    assert "Your turn?" in pupil.seat("?step=hand-on")
    assert "checked" not in pupil.seat("?q=data-use")
    assert re.search(r"Joined</dt><dd>2</dd>", lesson.page)


def test_at_the_end_nothing_of_any_device_is_left(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 5)
    assert "cannot be undone" in lesson.teacher.get(f"{lesson.host}/end").text
    proof = lesson.teacher.post(f"{lesson.host}/end", data={"counts": "keep"}).text
    assert "5 devices are deleted, and 5 answers. Nothing of any device is left." in proof
    for page in (lesson.projected, lesson.page):  # no count of what is gone
        assert not re.search(r"5 devices|Finished|Joined", page)
    for pupil in lesson.pupils:
        answer = pupil.client.get("/en/class/seat")
        assert "That class is over" in answer.text
        assert "seat=;" in answer.headers["Set-Cookie"]
    assert lesson.teacher.get(f"{lesson.host}/report.json").status_code == 200
    [again] = set(re.findall(r'href="([^"]+show=result)"', proof))
    assert max(lesson.counts(lesson.screen.get(again).text)) == 5
    gone = lesson.teacher.post(f"{lesson.host}/end", data={"counts": "delete"})
    assert "The counts are deleted too." in gone.text
    assert lesson.teacher.get(lesson.host).status_code == 404
    assert lesson.screen.get(lesson.host).status_code == 404


def test_a_page_is_sent_again_only_when_it_changed(app: Flask) -> None:
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    for client, path in (
        (pupil.client, "/en/class/seat"),
        (lesson.screen, lesson.screen_path),
        (lesson.teacher, lesson.host),
    ):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    before = pupil.client.get("/en/class/seat").headers["ETag"]
    lesson.joined(1)
    assert pupil.client.get("/en/class/seat").headers["ETag"] != before  # one more device: all may count heads
    lobby = pupil.client.get("/en/class/seat").headers["ETag"]
    lesson.act("open")
    opened = pupil.client.get("/en/class/seat", headers={"If-None-Match": lobby})
    assert opened.status_code == 200
    assert opened.headers["ETag"] != before


@pytest.mark.parametrize("pupils", [1, 2, 3])
def test_a_phone_in_the_lobby_sees_that_the_questions_are_open(app: Flask, pupils: int) -> None:
    """However many have joined: the number of a moment in the lobby is none of a moment after it."""
    lesson = Lesson.start(app)
    [pupil, *_] = lesson.joined(pupils)
    lobby = pupil.client.get("/en/class/seat").headers["ETag"]
    lesson.act("open")
    assert pupil.client.get("/en/class/seat", headers={"If-None-Match": lobby}).status_code == 200


def test_a_second_press_of_a_button_changes_nothing(app: Flask) -> None:
    lesson = Lesson.start(app)
    step = re.search(r'name="step" value="(\d+)"', lesson.page)
    assert step
    for browser, status in ((lesson.teacher, 303), (visitor(app), 409)):  # the second on another laptop
        assert browser.get(lesson.host).status_code == 200
        answer = browser.post(lesson.host, data={"action": "open", "step": step[1]})
        assert answer.status_code == status
    assert "The class has moved on" in answer.text


def test_the_host_key_as_a_file_opens_the_class_again(app: Flask) -> None:
    lesson = Lesson.start(app)
    text = lesson.teacher.get(f"{lesson.host}/key.txt").text
    assert lesson.key in text
    for typed in (lesson.key, f"https://four.example{lesson.host}", text):
        answer = visitor(app).post("/en/class/host", data={"key": typed})
        assert (answer.status_code, answer.headers["Location"]) == (303, lesson.host)
    wrong = visitor(app).post("/en/class/host", data={"key": "x" * 32})
    assert wrong.status_code == 404
    assert f'value="{"x" * 32}"' in wrong.text  # nothing that was typed is lost


def without_key(page: str) -> str:
    return re.sub(r'name="key" value="[^"]+"', "", page)


def test_an_address_of_the_first_vote_says_nothing_in_the_second(app: Flask) -> None:
    """A phone that was asleep, or reloads, shows what a fresh phone with the same seat shows."""
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 5)
    [pupil, *_] = lesson.pupils
    lesson.act("vote-again", "data-use")
    for address in ("?step=done", "?step=done&vote=1", "?q=money-source", "?q=money-source&vote=1", ""):
        assert 'name="option"' in pupil.seat(address), address
        assert 'name="question" value="data-use"' in pupil.seat(address)
    onward = pupil.answer("data-use", "ads-forced").headers["Location"]
    assert "Done. Thank you." in pupil.client.get(onward).text
    lesson.act("lock")
    lesson.act("reveal")
    lesson.act("vote-again", "data-use")
    assert 'name="option"' in pupil.client.get(onward).text


def test_a_finished_phone_shows_its_answers_only_after_a_press_and_can_be_left(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(5)
    lesson.act("open")
    lesson.answers(["service-only"] * 5)
    [pupil, *_] = lesson.pupils
    page = pupil.seat("?step=done")
    assert "Put the device face down and look up" in page
    assert page.index("<details") < page.index('id="mine"') < page.index("</details>")
    left = pupil.client.post("/en/class/leave")
    assert "seat=;" in left.headers["Set-Cookie"]
    assert pupil.client.get("/en/class/seat").status_code == 303  # to the door
    lesson.act("lock")
    lesson.act("reveal")
    lesson.act("next", "data-use")
    assert max(lesson.counts(lesson.projected)) == 5  # its answer stays


def test_a_class_that_is_gone_does_not_say_that_answers_are_in_the_address(app: Flask) -> None:
    lesson = Lesson.start(app)
    screen = lesson.screen_path
    lesson.teacher.post(f"{lesson.host}/end", data={"counts": "delete"})
    for client, path in ((lesson.teacher, lesson.host), (lesson.screen, screen)):
        gone = client.get(path)
        assert gone.status_code == 404
        assert "This class is not here" in gone.text
        assert "in the address" not in gone.text
