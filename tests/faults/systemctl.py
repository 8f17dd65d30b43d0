"""What `systemctl` does with the services of docs/deploy.md, for a test where no systemd runs.

It reads the unit files and starts what they name, as the user they name, with the variables they name.
"""

import re
import shlex
import shutil
import signal
import subprocess
import sys
from os import kill
from pathlib import Path
from time import sleep

UNITS = Path("/etc/systemd/system")
RUNNING = Path("/run/questions-test")


def entries(unit: str) -> dict[str, str]:
    """The settings of a unit, those of its drop-ins last; an empty one takes back what stood before."""
    template = f"{unit}.service" if "@" not in unit else re.sub(r"@.*", "@.service", unit)
    files = [UNITS / template, *sorted((UNITS / f"{template}.d").glob("*.conf"))]
    lines = [line for file in files for line in file.read_text().splitlines()]
    return dict(line.split("=", 1) for line in lines if re.match(r"\w+=", line))


def start(unit: str) -> None:
    said = {name: value.replace("%i", unit.partition("@")[2]) for name, value in entries(unit).items()}
    if said.get("DynamicUser") == "yes" and subprocess.run(["id", said["User"]], check=False).returncode:
        subprocess.run(["useradd", "--system", "--no-create-home", said["User"]], check=True)
    state = Path("/var/lib") / said["StateDirectory"]
    state.mkdir(mode=0o700, exist_ok=True)
    shutil.chown(state, said["User"])
    lines = [
        line for line in Path(said["EnvironmentFile"]).read_text().splitlines() if "=" in line and line[0] != "#"
    ]
    command = ["runuser", "-u", said["User"], "--", "env", "-i", "PATH=/usr/bin:/bin", *lines]
    with (RUNNING / f"{unit}.log").open("a") as log:
        process = subprocess.Popen(
            [*command, *shlex.split(said["ExecStart"].replace("(", "'('").replace(")", "')'"))],
            cwd="/", stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    (RUNNING / f"{unit}.pid").write_text(str(process.pid))


def stop(unit: str) -> None:
    """End a service and wait until it has ended."""
    file = RUNNING / f"{unit}.pid"
    if file.exists():
        number = int(file.read_text())
        kill(number, signal.SIGTERM)
        status = Path(f"/proc/{number}/status")  # whoever started it may be gone, and then it stays as a zombie
        while status.exists() and "State:\tZ" not in status.read_text():
            sleep(0.1)
        file.unlink()


def main(arguments: list[str]) -> None:
    verb, *units = [word for word in arguments if not word.startswith("--")]
    RUNNING.mkdir(exist_ok=True)
    if units == ["nginx"]:
        number = Path("/run/nginx.pid")  # `nginx -t` leaves it empty
        is_up = number.exists() and number.read_text().strip()
        subprocess.run(["nginx", *(["-s", "reload"] if is_up else [])], check=True)
        return
    for unit in (unit for unit in units if not unit.endswith(".timer")):  # an hour is longer than the test
        if verb in ("restart", "stop"):
            stop(unit)
        if verb in ("enable", "restart"):
            start(unit)


if __name__ == "__main__":
    main(sys.argv[1:])
