"""The `oriel` command: each function here is one of its commands, and what it prints is a contract."""

import logging
import os
import signal
import sys
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from assistant import (
    audio_files,
    config,
    doctor,
    history_commands,
    intent_commands,
    launch,
    ledger_commands,
    model_commands,
    picture_commands,
    replay_commands,
    say_command,
)
from assistant.addressee import Mode
from assistant.backends import Backends
from assistant.config import Config
from assistant.errors import AssistantError, BadInput, UnknownName
from assistant.export_files import EXPORTS, USUAL, check_exports
from assistant.messages import HEARING_RATE, Segment, TranscribeOptions, Utterance
from assistant.opening import conversation
from assistant.output import checks, objects, print_json, print_line, print_turns, steps, turn_document
from assistant.playback import RATE
from assistant.session import Session
from assistant.talk import Headset, Recorded, VirtualClock, play_out

app = typer.Typer(
    help="Talk to your own computer.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(model_commands.app, name="models")
app.add_typer(history_commands.app, name="history")
app.add_typer(ledger_commands.app, name="ledger")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]


NoOpen = Annotated[bool, typer.Option("--no-open", help="Only print the address; open no window.")]
Port = Annotated[int | None, typer.Option(help="The port to serve on from now on.", min=1024, max=65535)]


@app.callback()
def default(context: typer.Context, no_open: NoOpen = False) -> None:
    """Talk to your own computer."""
    if context.invoked_subcommand is None:
        start_app(no_open)


@app.command("app")
def start_app(no_open: NoOpen = False, port: Port = None) -> None:
    """Start Oriel and open its window; a running one is opened instead of a second."""
    chosen = settings()
    address = launch.running(chosen.folders)
    if address is None:
        from assistant import server  # Streamlit takes a second to import, which no other command needs

        server.serve(
            chosen,
            config.settings_file(os.environ),
            launch.port(chosen.folders, port),
            ready=lambda address: show(address, no_open),
        )
    else:
        show(address, no_open)


def show(address: str, no_open: bool) -> None:
    """Print where Oriel is and, unless it is not wanted, open a window on it."""
    print_line(address)
    if not no_open and not launch.open_window(address, settings().folders, os.environ):
        print_line("No browser could be opened here; open this address in one.")


@app.command()
def transcribe(
    file: Annotated[Path, typer.Argument(help="Any audio or video file.")],
    language: Annotated[str | None, typer.Option(help="ISO 639-1 code; detected when left out.")] = None,
    translate: Annotated[bool, typer.Option("--translate", help="Into English.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write down what is said in a file."""
    pcm = audio_files.read(file)
    options = TranscribeOptions(language=language, translate=translate, word_times=True)
    with Backends(settings()) as backends:
        stream = backends.transcriber.transcribe(Utterance(pcm, HEARING_RATE, 0, len(pcm)), options)
        segments = []
        for segment in stream:
            segments.append(segment)
            if not as_json:
                print_line(segment.text.strip())
    if as_json:
        text = " ".join(segment.text.strip() for segment in segments)
        found = segments[0].language if segments else language
        print_json(
            text=text,
            language=found,
            duration_s=round(len(pcm) / HEARING_RATE, 3),
            segments=[_segment(segment) for segment in segments],
        )


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "start_s": segment.start_s,
        "end_s": segment.end_s,
        "text": segment.text.strip(),
        "words": [asdict(word) for word in segment.words],
    }


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="What to say.")],
    out: Annotated[Path, typer.Option(help="The WAV file to write.")],
    voice: Annotated[
        str | None,
        typer.Option(help="hibari, espeak-ng, piper:NAME, polly or polly:NAME; as configured when left out."),
    ] = None,
    language: Annotated[str | None, typer.Option(help="ISO 639-1 code; told by the words when left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Speak a text into a WAV file."""
    check_writable(out)
    say_command.say(settings(), text, out, voice, language, as_json)


Images = Annotated[
    list[str] | None,
    typer.Option("--image", help="A picture to show first, a file or a web address; may be given again."),
]


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="The question.")],
    image: Images = None,
    out: Annotated[Path | None, typer.Option(help="A folder for what was found in pictures.")] = None,
    speak: Annotated[Path | None, typer.Option(help="Also speak the answer into this WAV file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask a typed question."""
    check_writable(speak)
    pictures = picture_commands.pictures(settings(), image or [])
    with conversation(settings(), listens=False, aloud=speak is not None) as session:
        picture_commands.show(pictures, session)
        asked = session.ask(text)
        sound = play_out(session, asked)
        turn = asked.result()
    if speak is not None:
        audio_files.write_wav(speak, sound, RATE)
    written = [] if speak is None else [str(speak)]
    written += picture_commands.write_all(turn.findings, pictures, out)
    if not as_json:
        print_line(turn.said)
        return
    times = turn.times_ms
    print_json(
        intent=turn.intent,
        plan=steps(turn.plan),
        text=turn.said,
        language=turn.language or "en",
        objects=objects(turn.findings),
        checks=checks(turn.findings),
        files=written,
        times_ms={
            "plan": times.plan,
            "first_token": times.first_token,
            "first_sound": times.first_sound,
            "done": times.done,
        },
    )


@app.command()
def segment(
    source: Annotated[Path, typer.Argument(metavar="IMAGE|DIR", help="A picture, or a folder of them.")],
    phrase: Annotated[str, typer.Argument(help="What to outline: red car, two dogs not the cat, the left cup.")],
    out: Annotated[Path | None, typer.Option(help="A folder for what was found.")] = None,
    export: Annotated[str, typer.Option(help=f"What to write there: {', '.join(EXPORTS)}.")] = ",".join(USUAL),
    again: Annotated[bool, typer.Option("--again", help="Also the pictures of a folder that are done.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find things by name in pictures, and outline them; a folder that was begun is gone on with."""
    picture_commands.segment(settings(), source, phrase, out, check_exports(export), again, as_json)


@app.command()
def intent(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="What is said; -: a line each on standard input.")],
    image: Images = None,
    has_image: Annotated[bool, typer.Option("--has-image", help="As if a picture were on the screen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what an utterance asks for, and do nothing."""
    shown = len(picture_commands.pictures(settings(), image or [])) or int(has_image)
    said = (line.rstrip("\r\n") for line in sys.stdin) if text == "-" else [text]
    intent_commands.tell(settings(), said, shown, as_json)


@app.command()
def talk(
    files: Annotated[list[Path], typer.Argument(help="What to say to Oriel, in order.")],
    image: Images = None,
    out: Annotated[Path | None, typer.Option(help="A WAV file for what Oriel says.")] = None,
    at: Annotated[list[float] | None, typer.Option(help="Second at which a file starts; once per file.")] = None,
    record: Annotated[
        Path | None, typer.Option(metavar="FILE.zip", help="Record it all, for `oriel replay`; ten minutes at most.")
    ] = None,
    addressee: Annotated[
        bool, typer.Option("--addressee", help="Answer only what is meant for Oriel, not everything that is heard.")
    ] = False,
    fast: Annotated[
        bool, typer.Option("--fast", help="As fast as the models can; times are in virtual samples.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Talk to Oriel with recordings, as if through a microphone."""
    if at and len(at) != len(files):
        raise BadInput(f"--at was given {len(at)} times for {len(files)} files; give it once for each, or not at all")
    check_writable(out)
    check_writable(record)
    starts: list[float | None] = list(at) if at else [None] * len(files)
    recorded = [Recorded(audio_files.read(file), start) for file, start in zip(files, starts, strict=True)]
    clock = VirtualClock() if fast else None
    pictures = picture_commands.pictures(settings(), image or [])
    mode: Mode = "attentive" if addressee else "open"
    with conversation(settings(), listens=True, aloud=True, clock=clock, addressee=mode) as session:
        picture_commands.show(pictures, session)
        with replay_commands.recording(settings(), session, record) as recorder:
            sound = Headset(session, clock, recorder.feed).play(recorded)
        snapshot = session.snapshot()
    if out is not None:
        audio_files.write_wav(out, sound, RATE)
    if as_json:
        print_json(turns=[turn_document(turn) for turn in snapshot.turns])
    else:
        print_turns(snapshot.turns)
    if snapshot.notice:
        raise BadInput(snapshot.notice)
    if not snapshot.turns:
        raise BadInput("no speech was heard in what was played")


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="A recording, made by `oriel talk --record`.")],
    as_json: AsJson = False,
) -> None:
    """Run a recorded conversation again and compare; exits with 1 where it differs."""

    def converse(recorded: Config, clock: VirtualClock) -> AbstractContextManager[Session]:
        addressee: Mode = "open" if recorded.listening.addressee == "open" else "attentive"
        return conversation(recorded, listens=True, aloud=True, clock=clock, addressee=addressee)

    replay_commands.replay(file, settings(), converse, as_json)


@app.command("doctor")
def doctor_command(as_json: AsJson = False) -> None:
    """Look at this machine and say what stands in the way."""
    report = doctor.examine(settings())
    if as_json:
        print_json(**asdict(report))
        return
    for line in doctor.lines(report):
        print_line(line)


def settings() -> Config:
    """The configuration of this call."""
    return config.load(os.environ)


def check_writable(out: Path | None) -> None:
    """Refuse an output file before the work is done whose result it could not take."""
    if out is not None and not os.access(out if out.exists() else out.absolute().parent, os.W_OK):
        raise BadInput(f"cannot write {out}: there is no such folder, or it may not be written")


class Stopped(BaseException):
    """Ctrl-C or a request to end; unlike KeyboardInterrupt it passes through typer, which would exit with 1."""


def main() -> NoReturn:
    """Run the command line; exit 0, 1 with one clear line, 2 for a wrong call, 130 after Ctrl-C."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s: %(message)s", stream=sys.stderr)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        app()
    except UnknownName as error:
        _exit(f"oriel: {error}", 2)
    except AssistantError as error:
        _exit(f"oriel: {error}", 1)
    except Stopped:
        _exit("oriel: stopped", 130)
    except Exception as error:  # noqa: BLE001  # the top of the program: a line, not a traceback full of what was said
        _exit(f"oriel: unexpected {type(error).__name__}: {error}", 1)
    sys.exit(0)


def _stop(*_: object) -> None:
    raise Stopped


def _exit(line: str, code: int) -> NoReturn:
    typer.echo(line, err=True)
    sys.exit(code)
