#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace tasuki::bench {

/// The same messages from one agency to another, directly and by a carrier, in turn.
struct CarriedFlow {
  std::vector<double> direct;   ///< per second, delivered and receipted, pipelined
  std::vector<double> carried;  ///< per second, from the recipient's `ready` until it has them all
  std::vector<double> seconds;  ///< until then
};

/// `count` messages of 1 KiB in as many envelopes, as they come about where one is written now and then: the
/// recipient is off, its carrier keeps them, the sender goes off, the recipient comes back.
CarriedFlow measure_carried(const std::filesystem::path& programs, const std::filesystem::path& folder,
                            std::size_t count, std::size_t window, std::size_t rounds);

}  // namespace tasuki::bench
