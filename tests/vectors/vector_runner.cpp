#include "tests/vectors/vector_runner.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

namespace tasuki::test {

namespace {

Verdict run_guarded(const std::function<Verdict()>& run) {
  try {
    return run();
  } catch (const std::exception& error) {
    return Verdict::failed(error.what());
  }
}

void count(Tally& tally, const std::string& name, const Verdict& verdict) {
  switch (verdict.kind) {
    case Verdict::Kind::Passed:
      ++tally.passed;
      return;
    case Verdict::Kind::Failed:
      ++tally.failed;
      std::cout << "FAILED " << name << ": " << verdict.why << '\n';
      return;
    case Verdict::Kind::Skipped:
      ++tally.skipped;
      std::cout << "skipped " << name << ": " << verdict.why << '\n';
      return;
  }
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // A folder opens, but does not read.
  if (!file || !(text << file.rdbuf())) return std::nullopt;
  return text.str();
}

}  // namespace

std::optional<Bytes> optional_hex(const nlohmann::json& object, const char* field) {
  const auto found = object.find(field);
  if (found == object.end() || found->is_null()) return std::nullopt;
  if (!found->is_string()) throw BadVector(std::string(field) + " is no string");
  auto bytes = from_hex(found->get<std::string>());
  if (!bytes) throw BadVector(std::string(field) + " is no hex");
  return bytes;
}

Bytes required_hex(const nlohmann::json& object, const char* field) {
  auto bytes = optional_hex(object, field);
  if (!bytes) throw BadVector(std::string(field) + " is missing");
  return std::move(*bytes);
}

std::optional<Tally> run_text(const std::string& text, const ForEach& for_each) {
  const auto file = nlohmann::json::parse(text, nullptr, false);
  if (file.is_discarded()) return std::nullopt;
  Tally tally;
  try {
    for_each(file, [&](const std::string& name, const std::function<Verdict()>& run) {
      count(tally, name, run_guarded(run));
    });
  } catch (const BadVector&) {
    return std::nullopt;
  }
  return tally;
}

int run_files(int argc, char** argv, const ForEach& for_each) {
  if (argc < 2) {
    std::cerr << "usage: " << argv[0] << " FILE…\n";
    return 2;
  }
  Tally total;
  bool unreadable = false;
  for (int i = 1; i < argc; ++i) {
    const auto text = read_file(argv[i]);
    const auto tally = text ? run_text(*text, for_each) : std::nullopt;
    if (!tally) {
      std::cerr << argv[i] << (text ? ": is not a file of test vectors\n" : ": cannot be read\n");
      unreadable = true;
      continue;
    }
    total.passed += tally->passed;
    total.failed += tally->failed;
    total.skipped += tally->skipped;
  }
  if (total.skipped > 0) std::cout << total.skipped << " skipped\n";
  std::cout << total.passed << " passed, " << total.failed << " failed\n";
  if (unreadable) return 2;
  return total.failed > 0 ? 1 : 0;
}

}  // namespace tasuki::test
