#include "core/base/sodium.hpp"
#include "core/crypto/hkdf.hpp"
#include "tests/vectors/vector_runner.hpp"

namespace {

using nlohmann::json;
using tasuki::Bytes;
using namespace tasuki::test;

/// `valid`: this output. `invalid`: more than HKDF can give, which must be an error.
Verdict run_hkdf_vector(const json& vector) {
  Bytes output(vector.at("size").get<std::size_t>());
  const auto derived = tasuki::crypto::hkdf(required_hex(vector, "salt"), required_hex(vector, "ikm"),
                                            required_hex(vector, "info"), output);
  const bool valid = vector.at("result").get<std::string>() != "invalid";
  if (valid != derived.has_value()) return Verdict::failed(valid ? "is refused" : "is not refused");
  if (valid && output != required_hex(vector, "okm")) return Verdict::failed("another output");
  return {};
}

void for_each_hkdf_vector(const json& file, const Visit& visit) {
  if (!file.is_object() || !file.contains("testGroups")) throw BadVector("no test groups");
  const bool known = file.value("algorithm", "") == "HKDF-SHA-256";
  for (const auto& group : file["testGroups"]) {
    if (!group.is_object() || !group.contains("tests")) throw BadVector("a group without tests");
    for (const auto& vector : group["tests"]) {
      visit("test " + vector.value("tcId", json()).dump(),
            [&] { return known ? run_hkdf_vector(vector) : Verdict::skipped("another algorithm"); });
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  tasuki::start_sodium();
  return run_files(argc, argv, for_each_hkdf_vector);
}
