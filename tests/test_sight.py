from assistant.messages import Detection, Finding, Image, Mention, Thing
from assistant.plan import Step
from assistant.sight import MOST_SEEN, MOST_UNDONE, Sight

DOG = Image("d" * 64, "/dog.png", 640, 480)
CAT = Image("c" * 64, "/cat.png", 640, 480)
STEP = Step(1, "find", "Where are they?")


def finding(image: Image, things: int) -> Finding:
    found = [Detection(n, "dog", "dog", 0.9, (n, 0, n + 1, 1)) for n in range(1, things + 1)]
    return Finding(image, "find", tuple(Thing(one.id, f"dog {one.id}", one, None) for one in found))


def test_pictures_are_numbered_in_order_of_arrival_and_the_last_is_on_show() -> None:
    sight = Sight()
    assert (sight.show(DOG, "dog.png"), sight.show(CAT, "cat.png")) == (1, 2)
    assert sight.current == 2
    assert sight.picture(0) == sight.picture(2)
    assert sight.picture(3) is None


def test_same_picture_again_is_brought_back_and_not_added() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.show(CAT, "cat.png")
    assert sight.show(DOG, "dog.png") == 1
    assert (sight.current, len(sight.pictures)) == (1, 2)


def test_number_of_a_removed_picture_is_not_given_away_while_a_later_one_is_there() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.show(CAT, "cat.png")
    sight.remove(1)
    assert [shown.number for shown in sight.pictures] == [2]
    assert sight.show(DOG, "dog.png") == 3


def test_removing_the_picture_on_show_brings_back_the_one_before_and_forgets_what_was_found() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.show(CAT, "cat.png")
    sight.present(STEP, finding(CAT, 1), ())
    sight.remove(2)
    assert (sight.current, sight.finding) == (1, None)
    sight.remove(1)
    assert sight.current == 0


def test_finding_brings_its_picture_onto_the_stage() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.show(CAT, "cat.png")
    sight.present(STEP, finding(DOG, 1), ())
    assert sight.current == 1


def test_finding_of_a_picture_that_was_removed_meanwhile_is_dropped() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.remove(1)
    sight.present(STEP, finding(DOG, 1), ())
    assert sight.finding is None


def test_only_things_that_are_there_can_be_selected() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.present(STEP, finding(DOG, 2), ())
    sight.select(2)
    assert sight.selected == 2
    sight.select(3)
    assert sight.selected == 0


def test_thing_is_lit_while_its_noun_is_the_last_word_heard() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    text = "The left dog barks, the right dog sleeps."
    left = Mention(4, 12, (1,))
    right = Mention(24, 33, (2,))
    sight.present(STEP, finding(DOG, 2), (left, right))
    assert sight.lit("The") == ()
    assert sight.lit("The left") == (1,)
    assert sight.lit("The left dog") == (1,)
    assert sight.lit("The left dog barks,") == ()
    assert sight.lit(text[:33]) == (2,)
    assert sight.lit(text) == ()


def test_what_was_seen_is_remembered_and_bounded() -> None:
    sight = Sight()
    for number in range(MOST_SEEN + 1):
        sight.remember(DOG, str(number), ())
    assert sight.seen(DOG, "0") is None
    assert sight.seen(DOG, str(MOST_SEEN)) == ()
    assert sight.seen(CAT, "1") is None
    sight.clear()
    assert sight.seen(DOG, "1") is None


def three_findings() -> Sight:
    sight = Sight()
    sight.show(DOG, "dog.png")
    for things in (1, 2, 3):
        sight.present(STEP, finding(DOG, things), (Mention(0, things, (1,)),))
    return sight


def test_undo_brings_back_what_was_there_before_with_its_mentions() -> None:
    sight = three_findings()
    assert sight.undo()
    assert (sight.finding, sight.step) == (finding(DOG, 2), STEP)
    assert sight.mentions == (Mention(0, 2, (1,)),)


def test_several_steps_are_undone_at_once_and_no_more_than_there_are() -> None:
    sight = three_findings()
    assert sight.undo(2)
    assert sight.finding == finding(DOG, 1)
    assert sight.undo(9)
    assert sight.finding is None
    assert sight.current == 1
    assert not sight.undo()


def test_redo_goes_forward_again_to_the_end() -> None:
    sight = three_findings()
    assert not sight.redo()
    sight.undo(2)
    assert (sight.redo(), sight.finding) == (True, finding(DOG, 2))
    assert (sight.redo(), sight.finding) == (True, finding(DOG, 3))
    assert not sight.redo()


def test_something_new_after_undo_drops_what_could_be_redone() -> None:
    sight = three_findings()
    sight.undo()
    sight.present(STEP, finding(DOG, 5), ())
    assert not sight.redo()
    sight.undo()
    assert sight.finding == finding(DOG, 2)


def test_undo_brings_back_the_threshold_that_things_were_found_with() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.box_threshold = 0.3
    sight.present(STEP, finding(DOG, 2), ())
    sight.box_threshold = 0.6
    sight.present(STEP, finding(DOG, 1), ())
    sight.undo()
    assert sight.box_threshold == 0.3
    sight.redo()
    assert sight.box_threshold == 0.6
    sight.undo(2)
    assert sight.box_threshold == 0.3


def test_undo_after_another_picture_came_goes_back_to_the_first_one() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.present(STEP, finding(DOG, 2), ())
    sight.show(CAT, "cat.png")
    assert sight.undo()
    assert (sight.current, sight.finding) == (1, finding(DOG, 2))
    sight.redo()
    assert (sight.current, sight.finding) == (2, None)


def test_what_was_found_in_a_removed_picture_does_not_come_back() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    sight.present(STEP, finding(DOG, 2), ())
    sight.show(CAT, "cat.png")
    sight.present(STEP, finding(CAT, 1), ())
    sight.remove(1)
    sight.undo(9)
    assert (sight.current, sight.finding) == (2, None)


def test_history_is_bounded_and_ends_with_the_conversation() -> None:
    sight = Sight()
    sight.show(DOG, "dog.png")
    for things in range(1, MOST_UNDONE + 5):
        sight.present(STEP, finding(DOG, things), ())
    steps = 0
    while sight.undo():
        steps += 1
    assert steps == MOST_UNDONE
    sight.clear()
    assert not sight.undo()
    assert not sight.redo()


def test_undo_chooses_nothing_and_says_that_there_is_something_else_to_see() -> None:
    told: list[bool] = []
    sight = Sight(lambda: told.append(True))
    sight.show(DOG, "dog.png")
    sight.present(STEP, finding(DOG, 1), ())
    sight.present(STEP, finding(DOG, 2), ())
    sight.select(2)
    told.clear()
    sight.undo()
    assert (sight.selected, told) == (0, [True])
    told.clear()
    sight.undo(5)
    sight.undo()
    assert told == [True]
