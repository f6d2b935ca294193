"""Promise: a greeting with a place or the weather in it is a greeting; with anything else in it, it is more."""

from tests.rows import each_row
from workflows.rules import first_aid
from workflows.rules.frame.smalltalk import is_small_talk


@each_row(
    "text",
    [
        "Good morning from a very wet Bergen ☔",
        "good morning from a very foggy St John's",
        "Hello from sunny Lisbon!",
        "Greetings from the Isle of Skye",
        "Happy Friday from Texas y'all",
        "Morning! Snowing like mad here in Oslo",
        "Good evening, what a day, 35 degrees here",
        "hey there, hope you're keeping warm in this weather",
        "Hiya from the allotment 🌻",
        "Good afternoon from the team at Bakers Lane",
        "Hello, lovely weather today",
        "Good morning, freezing in Tromsø",
    ],
)
def test_a_greeting_may_say_where_its_writer_is_and_what_the_weather_is_like(text: str) -> None:
    assert is_small_talk(text)


def test_a_long_greeting_is_greeted_back() -> None:
    assert first_aid.general("Good morning from a very wet Bergen")[0].startswith("Hello!")


@each_row(
    "text",
    [
        "Good morning from Leeds, my parcel is late",
        "Hello from Bergen, your website is down",
        "Good morning. It is raining into my new tent.",
        "Hello from Mike, where is my stuff",
        "Good morning from the hospital, the heating pad burnt me",
        "Hello, it's boiling hot",
        "Hello from Lisbon, can you help?",
        "Good morning from Oslo, A-12345",
        "raining here",
        "hello from sunny Lisbon, the blender leaks",
    ],
)
def test_a_greeting_with_more_in_it_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)
