from dataclasses import dataclass

from forecourt_simulator.clock import SECOND_US, Clock


@dataclass
class Wall:
    now_s: float = 1_000_000.0

    def __call__(self) -> int:
        return round(self.now_s * SECOND_US)


def test_without_a_start_it_is_the_present() -> None:
    wall = Wall()
    assert Clock(wall=wall).now_us() == wall()


def test_a_past_runs_faster_until_it_meets_the_present() -> None:
    wall = Wall()
    clock = Clock(speed=1440, start_us=wall() - 86_400 * SECOND_US, wall=wall)
    clock.begin()
    wall.now_s += 30
    assert wall() - clock.now_us() == (86_400 / 2 + 30) * SECOND_US
    wall.now_s += 31
    assert clock.now_us() == wall()


def test_a_site_resumes_where_it_was() -> None:
    wall = Wall()
    clock = Clock(speed=10, start_us=wall() - 10_000 * SECOND_US, wall=wall)
    clock.begin()
    wall.now_s += 5
    assert clock.now_us(wall() - 500 * SECOND_US) == wall() - 450 * SECOND_US
