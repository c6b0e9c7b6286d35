"""A memory that exists only in a test: models take from it and give back, all or some of it."""

from dataclasses import dataclass, field


@dataclass
class SimulatedDevice:
    """A Device whose figures are the sum of what was put into it."""

    total: int = 10_000
    taken: dict[str, int] = field(default_factory=lambda: {"process": 100})
    kept: int = 0
    peak: int = 0
    level: int = 0

    def total_mib(self) -> int:
        return self.total

    def free_mib(self) -> int:
        return self.total - self.used_mib()

    def used_mib(self) -> int:
        return sum(self.taken.values()) + self.kept

    def mark(self) -> None:
        self.level = self.peak = self.used_mib()

    def peak_mib(self) -> int:
        return max(self.peak, self.used_mib()) - self.level

    def trim(self) -> None:
        pass

    def put(self, name: str, mib: int) -> None:
        """A model takes memory."""
        self.taken[name] = mib
        self.peak = max(self.peak, self.used_mib())

    def take(self, name: str, keeps: int = 0) -> None:
        """A model goes, and its library keeps some."""
        self.taken.pop(name)
        self.kept += keeps
