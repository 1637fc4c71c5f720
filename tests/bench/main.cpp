#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/sodium.hpp"
#include "tests/bench/agency.hpp"
#include "tests/bench/carried.hpp"
#include "tests/bench/flood.hpp"
#include "tests/bench/floor.hpp"
#include "tests/bench/flow.hpp"

namespace tasuki::bench {
namespace {

/// One measured figure beside its limit, and how the limit was computed.
struct Line {
  std::string name;
  double value;
  double limit;
  bool at_least;  ///< the value should be at least the limit, not at most
  std::string unit;
  std::string formula;

  bool reached() const { return limit == 0 || (at_least ? value >= limit : value <= limit); }
};

class Table {
 public:
  void add(Line line) {
    std::fprintf(stderr, "%-52s %12.3f %-6s\n", line.name.c_str(), line.value, line.unit.c_str());
    lines_.push_back(std::move(line));
  }
  void print(bool as_json) const {
    if (as_json) {
      for (const auto& line : lines_) {
        nlohmann::ordered_json object{{"name", line.name},         {"value", line.value},
                                      {"unit", line.unit},         {"limit", line.limit},
                                      {"reached", line.reached()}, {"formula", line.formula}};
        std::printf("%s\n", object.dump().c_str());
      }
      return;
    }
    for (const auto& line : lines_) {
      std::printf("%-52s %12.3f %-6s %s %10.3f  %s\n    %s\n", line.name.c_str(), line.value,
                  line.unit.c_str(), line.at_least ? ">=" : "<=", line.limit,
                  line.limit == 0  ? ""
                  : line.reached() ? "reached"
                                   : "SHORT",
                  line.formula.c_str());
    }
  }

 private:
  std::vector<Line> lines_;
};

struct Options {
  std::size_t pipelined = 10'000;
  std::size_t window = 256;
  std::size_t single = 300;
  std::size_t fill = 100'000;
  std::size_t many = 15;
  std::size_t flood = 3'000;
  std::size_t carried = 5'000;
  std::size_t carried_rounds = 3;
  bool json = false;
};

template <class Work>
double median_ms(Work&& work) {
  std::vector<double> times;
  for (int i = 0; i < 21; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void measure_two_nodes(const std::filesystem::path& programs, const std::filesystem::path& folder,
                       const Options& options, const Floor& floor, Table& table) {
  Agency sender(programs, folder, "sender", 47101);
  Agency recipient(programs, folder, "recipient", 47102);
  sender.start();
  recipient.start();
  std::this_thread::sleep_for(std::chrono::seconds(2));
  table.add({"idle node, memory (PSS)", sender.memory(), 40, false, "MiB", "40 MiB"});
  sender.log_in();
  recipient.log_in();
  sender.pair_with(recipient);
  const auto team = sender.found_team({&recipient});
  sender.consent(team);
  send_many(sender, team, 200, 50);  // both are warm

  const double cores = std::thread::hardware_concurrency();
  const double combined = cores / (floor.store + floor.signatures + floor.seal_open);
  const auto pipelined = send_many(sender, team, options.pipelined, options.window);
  table.add({"delivered and receipted, pipelined", pipelined.per_second(), combined / 2, true, "/s",
             "half of the combined floor = cores / (store + signatures + seal and open) = " +
                 std::to_string(combined) + "/s"});
  table.add({"pipelined, median latency", pipelined.quantile(0.5) * 1e3, 10, false, "ms", "10 ms"});
  std::this_thread::sleep_for(std::chrono::seconds(1));
  const auto single = send_many(sender, team, options.single, 1);
  table.add({"delivered and receipted, one at a time", single.per_second(), 0, true, "/s", "no limit set"});
  table.add({"send to delivered, idle link, median", single.quantile(0.5) * 1e3, (4 * floor.fsync) * 1e3 + 1,
             false, "ms", "4 x fsync + 1 ms"});
  table.add({"send to delivered, idle link, 99th percentile", single.quantile(0.99) * 1e3,
             single.quantile(0.5) * 3e3, false, "ms", "3 x median"});
  if (options.fill > 0) {
    send_many(sender, team, options.fill, 2048);
    proto::api::Request inbox;
    inbox.mutable_inbox()->set_limit(50);
    inbox.mutable_inbox()->set_texts(true);
    proto::api::Request search;
    search.mutable_search()->set_text("xx");
    search.mutable_search()->set_limit(50);
    search.mutable_search()->set_texts(true);
    std::this_thread::sleep_for(std::chrono::seconds(5));
    table.add({"newest 50 of the inbox, store filled",
               median_ms([&] { recipient.pipe().count_lines(inbox); }), 10, false, "ms", "10 ms"});
    table.add({"search for two characters, store filled",
               median_ms([&] { recipient.pipe().count_lines(search); }), 10, false, "ms", "10 ms"});
    recipient.stop();
    table.add({"start to ready beyond Argon2id, store filled", recipient.start() - floor.argon2, 0.2, false,
               "s", "0.2 s"});
  }
}

void measure_many(const std::filesystem::path& programs, const std::filesystem::path& folder,
                  const Options& options, Table& table) {
  Agency sender(programs, folder, "hub", 47201);
  std::vector<std::unique_ptr<Agency>> recipients;
  std::vector<Agency*> members;
  sender.start();
  sender.log_in();
  for (std::size_t i = 0; i < options.many; ++i) {
    recipients.push_back(std::make_unique<Agency>(programs, folder, "member" + std::to_string(i),
                                                  47202 + static_cast<int>(i)));
    recipients.back()->start();
    recipients.back()->log_in();
    sender.pair_with(*recipients.back());
    members.push_back(recipients.back().get());
  }
  const auto alone = sender.found_team({members.front()});
  sender.consent(alone);
  const auto team = sender.found_team(members);
  sender.consent(team);
  send_many(sender, alone, 50, 1);
  send_many(sender, team, 10, 1, options.many);
  const auto cpu_of = [&](const std::string& to, std::size_t count, std::size_t receipts, Flow& flow) {
    const double before = sender.cpu_seconds();
    flow = send_many(sender, to, count, 1, receipts);
    return (sender.cpu_seconds() - before) / static_cast<double>(count);
  };
  Flow one;
  Flow all;
  const double cpu_one = cpu_of(alone, 300, 1, one);
  const double cpu_all = cpu_of(team, 100, options.many, all);
  table.add({"one message to " + std::to_string(options.many) + " recipients, sender's CPU",
             cpu_all / cpu_one, 12, false, "x",
             "12 x one recipient (" + std::to_string(cpu_one * 1e3) + " ms)"});
  table.add({"the same, time to the last receipt, median", all.quantile(0.5) * 1e3, 0, false, "ms",
             "no limit set"});
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// With and without in turn, so that what else the machine does meets both.
void measure_flood(const std::filesystem::path& programs, const std::filesystem::path& folder,
                   const Options& options, Table& table) {
  Agency sender(programs, folder, "flooded-sender", 47301);
  Agency recipient(programs, folder, "flooded-recipient", 47302);
  for (auto* agency : {&sender, &recipient}) {
    agency->start();
    agency->log_in();
  }
  sender.pair_with(recipient);
  const auto team = sender.found_team({&recipient});
  sender.consent(team);
  send_many(sender, team, 200, 50);
  std::vector<double> quiet;
  std::vector<double> flooded;
  double begun = 0;
  for (int i = 0; i < 5; ++i) {
    quiet.push_back(send_many(sender, team, options.flood, options.window).per_second());
    const Flood flood({47301, 47302}, unfinished_handshake(recipient.invitation()));
    flooded.push_back(send_many(sender, team, options.flood, options.window).per_second());
    begun = flood.per_second();
  }
  table.add({"pipelined, under a flood of unfinished handshakes", median(flooded), median(quiet) / 2, true,
             "/s",
             "half of " + std::to_string(median(quiet)) + "/s without; the flood: " + std::to_string(begun) +
                 " connections/s"});
}

void measure_holiday(const std::filesystem::path& programs, const std::filesystem::path& folder,
                     const Options& options, Table& table) {
  const auto flow =
      measure_carried(programs, folder, options.carried, options.window, options.carried_rounds);
  const double direct = median(flow.direct);
  const double carried = median(flow.carried);
  const std::string envelopes = std::to_string(options.carried) + " envelopes at a carrier";
  table.add({envelopes + ", taken per second", carried, direct / 2, true, "/s",
             "half of " + std::to_string(direct) +
                 "/s directly, in turn with it: " + std::to_string(carried / direct) + " of it"});
  table.add(
      {"the same, until the recipient is up to date", median(flow.seconds), 0, false, "s", "no limit set"});
}

int run(int count, char** arguments) {
  CLI::App app("Measures two real nodes against limits measured in the same run.");
  Options options;
  app.add_flag("--json", options.json, "one JSON object per line");
  app.add_option("--pipelined", options.pipelined, "messages sent pipelined; 0: leave these two nodes out");
  app.add_option("--window", options.window, "messages under way at once where they are pipelined");
  app.add_option("--single", options.single, "messages sent one at a time");
  app.add_option("--fill", options.fill,
                 "messages in the store for inbox, search and start; 0: leave these out");
  app.add_option("--recipients", options.many, "recipients of one message; 0: leave this out");
  app.add_option("--flood", options.flood,
                 "messages before and during a flood of handshakes; 0: leave this out");
  app.add_option("--carried", options.carried,
                 "messages kept by a carrier for a recipient that comes back; 0: leave this out");
  app.add_option("--carried-rounds", options.carried_rounds, "how often, in turn with direct delivery");
  CLI11_PARSE(app, count, arguments);
  start_sodium();

  const auto programs = std::filesystem::canonical("/proc/self/exe").parent_path();
  std::string pattern = (std::filesystem::temp_directory_path() / "tasuki-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  const std::filesystem::path folder(pattern);
  Table table;
  const auto floor = measure_floor(folder);
  table.add({"fsync, median", floor.fsync * 1e3, 0, false, "ms", "16 bytes and fdatasync, median of 50"});
  table.add({"store, both nodes", floor.store * 1e6, 0, false, "us", "rows of one message, 100 per commit"});
  table.add({"signatures, made and checked", floor.signatures * 1e6, 0, false, "us", "three Ed25519 pairs"});
  table.add({"seal and open", floor.seal_open * 1e6, 0, false, "us",
             "sealed box around XChaCha20-Poly1305 of 1 KiB"});
  if (options.pipelined > 0) measure_two_nodes(programs, folder, options, floor, table);
  if (options.many > 0) measure_many(programs, folder, options, table);
  if (options.flood > 0) measure_flood(programs, folder, options, table);
  if (options.carried > 0) measure_holiday(programs, folder, options, table);
  table.print(options.json);
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace tasuki::bench

int main(int count, char** arguments) {
  try {
    return tasuki::bench::run(count, arguments);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "tasuki_bench: %s\n", failure.what());
    return 1;
  }
}
