//! Every workload on every runtime, measured by criterion: `cargo bench --bench scheduler`.
//!
//! For finding regressions: criterion remembers the last run and says what changed. All runtimes
//! share one process here, and so one heap; the fair comparison is `cargo bench --bench compare`.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use openwork_benches::cases;

fn group(criterion: &mut Criterion, name: &str) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(20);
    group.warm_up_time(Duration::from_millis(300));
    group.measurement_time(Duration::from_secs(1));
    for case in cases::all().into_iter().filter(|case| case.group == name) {
        group.throughput(Throughput::Elements(case.operations as u64));
        group.bench_function(BenchmarkId::new(case.workload, case.runtime), |bencher| {
            bencher.iter(case.start());
        });
    }
    group.finish();
}

fn spawn(criterion: &mut Criterion) {
    group(criterion, "spawn");
}

fn repoll(criterion: &mut Criterion) {
    group(criterion, "yield");
}

fn timers(criterion: &mut Criterion) {
    group(criterion, "timers");
}

fn blocking(criterion: &mut Criterion) {
    group(criterion, "blocking");
}

criterion_group!(benches, spawn, repoll, timers, blocking);
criterion_main!(benches);
