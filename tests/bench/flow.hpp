#pragma once

#include <string>
#include <vector>

#include "tests/bench/agency.hpp"

namespace tasuki::bench {

/// Seconds from writing a request to the sender's node until it knows that the recipient's node has
/// delivered.
struct Flow {
  double seconds = 0;             ///< for all
  std::vector<double> latencies;  ///< of each, sorted

  double per_second() const { return static_cast<double>(latencies.size()) / seconds; }
  double quantile(double q) const;
};

/// 1 KiB to one agency, or to every other member of the team.
proto::api::Request one_message(const std::string& team, const std::string& to = {});

/// `count` messages of 1 KiB from `sender`, at most `window` of them under way at once; each counts when
/// `receipts_each` recipients' delivered receipts are back.
Flow send_many(Agency& sender, const std::string& team, std::size_t count, std::size_t window,
               std::size_t receipts_each = 1, const std::string& to = {});

}  // namespace tasuki::bench
