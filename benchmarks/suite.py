"""Which measurements there are, and what each of them reports."""

import platform as machine
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from benchmarks import alerting, authorising, fanout, ingest, latency, paying, rest, selling, tracing
from tests.support.platform import Platform

Results = dict[str, Any]


async def measure(platform: Platform, only: str, scale: float) -> Results:
    """Every chosen measurement, one after another."""
    results: Results = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine.platform()}
    for letter, step in STEPS.items():
        if letter in only:
            results.update(await step(platform, scale, results))
    return results


async def throughput(platform: Platform, scale: float, _: Results) -> Results:
    """(a)"""
    sites = [f"bench-{n}" for n in range(10)]
    await ingest.end_to_end(platform, sites, 20, single=False)
    batched = await ingest.end_to_end(platform, sites, int(3000 * scale), single=False)
    limit = ingest.copy_limit(platform, batched.rows)
    used_s = ingest.cpu_s(platform, "iot_gateway")
    messages = int(200_000 * scale)
    singles = await ingest.end_to_end(platform, sites, messages, single=True)
    used_s = ingest.cpu_s(platform, "iot_gateway") - used_s
    return {
        "a_batched_rows_per_s": round(batched.per_s),
        "a_copy_one_index_rows_per_s": round(limit["one_index"].per_s),
        "a_copy_no_index_rows_per_s": round(limit["no_index"].per_s),
        "a_batched_of_copy_one_index": round(batched.per_s / limit["one_index"].per_s, 3),
        "a_single_messages_per_s": round(messages / singles.seconds),
        "a_single_gateway_cpu_us_per_message": round(used_s / messages * 1e6, 1),
        "a_single_messages_per_s_of_a_gateway_core": round(messages / used_s),
        "a_iot_gateway_peak_mb": round(ingest.peak_memory_mb(platform, "iot_gateway")),
        "a_telemetry_peak_mb": round(ingest.peak_memory_mb(platform, "telemetry")),
    }


async def latencies(platform: Platform, scale: float, results: Results) -> Results:
    """(b)"""
    samples = max(50, int(400 * scale))
    half_load = results.get("a_batched_rows_per_s", 100_000) / 2
    idle = await latency.publish_to_client(platform, samples)
    async with latency.background_load(platform, half_load):
        loaded = await latency.publish_to_client(platform, samples)
    return {
        **{f"b_idle_{name}": round(value, 1) for name, value in idle.items()},
        "b_half_load_rows_per_s": round(half_load),
        **{f"b_half_load_{name}": round(value, 1) for name, value in loaded.items()},
    }


async def fan_out(platform: Platform, scale: float, _: Results) -> Results:
    """(c)"""
    results: Results = {}
    for clients, events in ((1000, int(20_000 * scale)), (5000, int(4_000 * scale))):
        ours = await fanout.through_the_platform(platform, clients, events)
        bare = await fanout.bare_writer(ours)
        results |= {
            f"c_{clients}_deliveries_per_s": round(ours.deliveries_per_s),
            f"c_{clients}_bare_deliveries_per_s": round(bare.deliveries_per_s),
            f"c_{clients}_of_bare": round(ours.deliveries_per_s / bare.deliveries_per_s, 3),
            f"c_{clients}_events_per_chunk": round(ours.events / ours.chunks, 1),
            f"c_{clients}_memory_per_client_kb": round(ours.memory_per_client_kb, 1),
        }
    return results


async def many_sites(platform: Platform, scale: float, _: Results) -> Results:
    """(d)"""
    results: Results = {}
    for sites in (10, 100, 1000):
        names = [f"bench-many-{sites}-{n}" for n in range(sites)]
        rate = await ingest.end_to_end(platform, names, max(sites, int(2000 * scale)), single=False)
        results[f"d_{sites}_sites_rows_per_s"] = round(rate.per_s)
    results["d_1000_of_10_sites"] = round(results["d_1000_sites_rows_per_s"] / results["d_10_sites_rows_per_s"], 3)
    return results


async def requests(platform: Platform, scale: float, _: Results) -> Results:
    """(e)"""
    reads, writes = int(30_000 * scale), int(5_000 * scale)
    bare = await rest.bare_read(platform, reads)
    read = await rest.authenticated_read(platform, reads, "/me")
    through = await rest.authenticated_read(platform, reads // 3, "/sites")
    insert = await rest.bare_insert(platform, writes)
    write = await rest.idempotent_write(platform, writes)
    loads = {"bare_route": bare, "read": read, "read_of_a_service": through, "bare_insert": insert, "write": write}
    return {
        **{f"e_{name}_per_s": round(load.per_s) for name, load in loads.items()},
        **{f"e_{name}_p99_ms": round(load.p99_ms, 1) for name, load in loads.items()},
        "e_read_of_bare_route": round(read.per_s / bare.per_s, 3),
        "e_read_of_a_service_of_bare_route": round(through.per_s / bare.per_s, 3),
        "e_write_of_bare_insert": round(write.per_s / insert.per_s, 3),
    }


async def sales(platform: Platform, scale: float, _: Results) -> Results:
    """(f)"""
    cycles = await selling.life_cycles(platform, int(3000 * scale))
    updates = await selling.simple_updates(platform, max(2, int(15 * scale)))
    return {
        "f_sales_per_s": round(cycles.per_s),
        "f_pos_cpu_ms_per_sale": round(cycles.pos_cpu_ms, 1),
        "f_pgbench_simple_updates_per_s": round(updates),
        "f_sales_of_simple_updates": round(cycles.per_s / updates, 3),
        "f_statements_of_simple_updates": round(cycles.per_s * selling.STATEMENTS / updates / selling.OF_AN_UPDATE, 3),
    }


async def releases(platform: Platform, scale: float, _: Results) -> Results:
    """(g)"""
    samples = max(50, int(500 * scale))
    bare = await authorising.bare_mqtt(platform, 10 * samples)
    ours = await authorising.authorise(platform, samples)
    return {
        **{f"g_authorise_{name}": round(value, 1) for name, value in asdict(ours).items()},
        **{f"g_bare_mqtt_{name}": round(value, 2) for name, value in asdict(bare).items()},
        "g_authorise_p50_of_bare_mqtt": round(ours.p50_ms / bare.p50_ms, 1),
    }


async def card_payments(platform: Platform, scale: float, _: Results) -> Results:
    """(h)"""
    count = max(100, int(1500 * scale))
    bare_charges, bare_holds = await paying.bare_library(count)
    ours = await paying.through_payments(platform, count)
    return {
        "h_charges_per_s": round(ours.charges.per_s, 1),
        "h_captured_holds_per_s": round(ours.holds.per_s, 1),
        "h_charges_with_webhooks_per_s": round(ours.told.per_s, 1),
        "h_payments_cpu_ms_per_charge": round(ours.charges.cpu_ms, 1),
        "h_payments_cpu_ms_per_captured_hold": round(ours.holds.cpu_ms, 1),
        "h_payments_cpu_ms_per_charge_with_webhooks": round(ours.told.cpu_ms, 1),
        "h_bare_charges_per_s": round(bare_charges, 1),
        "h_bare_captured_holds_per_s": round(bare_holds, 1),
        "h_charges_of_bare": round(ours.charges.per_s / bare_charges, 3),
        "h_captured_holds_of_bare": round(ours.holds.per_s / bare_holds, 3),
        "h_charges_with_webhooks_of_bare": round(ours.told.per_s / bare_charges, 3),
    }


async def alert_rules(_platform: Platform, scale: float, _: Results) -> Results:
    """(i), without the platform."""
    count = int(200_000 * scale)
    run = alerting.evaluate(count)
    return {
        "i_evaluations_per_s": round(count / run.evaluation_s),
        "i_bare_comparisons_per_s": round(count / run.comparison_s),
        "i_evaluations_of_bare": round(run.comparison_s / run.evaluation_s, 3),
        "i_added_rule_after_ten_of_before": round(run.added_rule, 2),
        "i_500_rules_of_others_of_none": round(run.rules_of_others, 2),
        "i_1000_of_10_sites_time_of_a_reading": round(run.sites, 2),
        "i_1000_of_10_sites_time_of_a_bare_look_up": round(run.bare_sites, 2),
        "i_1000_of_10_sites_of_bare": round(run.sites / run.bare_sites, 2),
        "i_gauge_readings_per_s_with_ready_rules": round(run.gauge_readings_per_s),
    }


async def traces(_platform: Platform, scale: float, _: Results) -> Results:
    """(j), without the platform."""
    found = tracing.costs(scale)
    off = found["off"]
    results: Results = {f"j_{name}": round(value, 2) for name, value in asdict(off).items()}
    for name, cost in found.items():
        if cost is not off:
            results[f"j_message_{name}_of_off"] = round(cost.message_us / off.message_us, 2)
            results[f"j_rpc_{name}_of_off"] = round(cost.rpc_us / off.rpc_us, 2)
    return results


STEPS = {
    "a": throughput,
    "b": latencies,
    "c": fan_out,
    "d": many_sites,
    "e": requests,
    "f": sales,
    "g": releases,
    "h": card_payments,
    "i": alert_rules,
    "j": traces,
}


def table(results: Results) -> Table:
    shown = Table("measurement", "value", title=f"{results['at']} · {results['machine']}")
    for name, value in results.items():
        if name not in ("at", "machine"):
            shown.add_row(name, f"{value:,}")
    return shown
