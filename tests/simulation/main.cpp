#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "core/base/sodium.hpp"
#include "tests/simulation/run.hpp"

namespace tasuki::simulation {
namespace {

struct Asked {
  std::vector<std::uint64_t> seeds;
  Options options;
  unsigned jobs = 1;
  bool reached = false;
};

void print_failure(const Outcome& outcome) {
  for (const auto& failure : outcome.failures) {
    std::printf("seed %llu, step %zu (%s): %s\n", static_cast<unsigned long long>(outcome.seed), outcome.step,
                outcome.profile.c_str(), failure.c_str());
  }
  std::fflush(stdout);
}

/// Adds up what the workers bring.
class Summary {
 public:
  void add(const Outcome& outcome) {
    const std::scoped_lock lock(mutex_);
    counters_ += outcome.counters;
    ++seeds_;
    failed_ += outcome.ok() ? 0 : 1;
    if (!outcome.ok()) print_failure(outcome);
  }
  void print(std::chrono::duration<double> time) const {
    std::printf(
        "%llu seeds, %llu steps, %llu messages, %llu faults, %llu commits, %llu frames: %llu failed, %.1f "
        "s\n",
        number(seeds_), number(counters_.steps), number(counters_.messages), number(counters_.faults),
        number(counters_.commits), number(counters_.frames), number(failed_), time.count());
  }
  void print_reached() const {
    for (const auto& [place, times] : counters_.reached)
      std::printf("%10llu  %s\n", number(times), place.c_str());
  }
  bool ok() const { return failed_ == 0; }

 private:
  static unsigned long long number(std::uint64_t count) { return count; }

  std::mutex mutex_;
  Counters counters_;
  std::uint64_t seeds_ = 0;
  std::uint64_t failed_ = 0;
};

void work(const Asked& asked, Snapshots& snapshots, std::atomic<std::size_t>& next, Summary& summary) {
  const Actions actions = all_actions();
  for (std::size_t place = next++; place < asked.seeds.size(); place = next++) {
    const auto outcome = run_seed(snapshots, actions, asked.seeds[place], asked.options);
    if (asked.options.trace)
      std::printf("trace hash %016llx\n", static_cast<unsigned long long>(outcome.trace_hash));
    summary.add(outcome);
  }
}

int run(const Asked& asked) {
  const auto begun = std::chrono::steady_clock::now();
  Snapshots snapshots;
  Summary summary;
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> workers;
  for (unsigned job = 0; job < asked.jobs; ++job)
    workers.emplace_back([&] { work(asked, snapshots, next, summary); });
  for (auto& worker : workers) worker.join();
  if (asked.reached) summary.print_reached();
  summary.print(std::chrono::steady_clock::now() - begun);
  return summary.ok() ? 0 : 1;
}

/// `7` or `1..1000`.
bool read_range(const std::string& typed, std::vector<std::uint64_t>& seeds) {
  unsigned long long first = 0;
  unsigned long long last = 0;
  const int read = std::sscanf(typed.c_str(), "%llu..%llu", &first, &last);
  if (read == 1) last = first;
  for (auto seed = first; read >= 1 && seed <= last; ++seed) seeds.push_back(seed);
  return read >= 1;
}

/// A seed per line; what follows it is a remark.
void read_file(const std::string& path, std::vector<std::uint64_t>& seeds) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') read_range(line, seeds);
  }
}

}  // namespace
}  // namespace tasuki::simulation

int main(int argc, char** argv) {
  using namespace tasuki::simulation;
  tasuki::start_sodium();
  Asked asked;
  std::vector<std::string> ranges;
  std::string file;
  CLI::App app("Runs agencies' nodes in seeded worlds full of trouble, and says what did not hold.");
  app.add_option("--seeds,--seed", ranges, "seeds to run: 7, or 1..1000");
  app.add_option("--file", file, "a file with a seed per line");
  app.add_option("--steps", asked.options.steps, "steps of each, instead of what the seed says");
  app.add_option("--agencies", asked.options.agencies, "agencies, instead of what the seed says");
  app.add_flag_callback(
         "--introduced", [&] { asked.options.met = Met::TheFirstOnly; },
         "agencies have met one only, who introduces them")
      ->excludes(app.add_flag_callback(
          "--succeeded", [&] { asked.options.met = Met::ASuccessorToo; },
          "one agency comes to have other keys, and is to be verified anew"));
  app.add_option("--jobs", asked.jobs, "threads")->check(CLI::Range(1, 256));
  app.add_flag("--reached", asked.reached, "count the places that the histories came to");
  app.add_flag("--trace", asked.options.trace, "print what happens");
  CLI11_PARSE(app, argc, argv);
  for (const auto& range : ranges) {
    if (!read_range(range, asked.seeds)) return std::fprintf(stderr, "no seeds: %s\n", range.c_str()), 2;
  }
  if (!file.empty()) read_file(file, asked.seeds);
  if (asked.seeds.empty()) return std::fprintf(stderr, "no seeds; try --seeds 1..100\n"), 2;
  return run(asked);
}
