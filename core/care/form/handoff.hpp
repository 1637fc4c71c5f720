#pragma once

#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"

namespace tasuki::proto::record {
class Handoff;
}

namespace tasuki::care {

inline constexpr std::size_t kMaxHandoffText = 8'192;  ///< bytes, of one field
inline constexpr std::size_t kMaxOpen = 256;

/// What the side going off duty tells the side coming on, by I-SBARC (docs/protocol.md section 11.11). Who
/// accepts it confirms: with `read_back`, in words.
struct Handoff {
  bool back = false;     ///< The return, in the morning.
  std::string window{};  ///< The coverage window that it is for, with its beginning and end.
  Time from{};
  Time until{};
  std::string identify{};
  std::string situation{};
  std::string background{};
  std::string assessment{};
  std::string recommendation{};
  std::vector<RecordId> open{};  ///< Ascending: messages that nobody has finished.
  bool read_back = false;

  friend bool operator==(const Handoff&, const Handoff&) = default;
};

Result<> check(const Handoff& handoff);
void write(const Handoff& handoff, proto::record::Handoff& out);
Result<Handoff> read(const proto::record::Handoff& in);

}  // namespace tasuki::care
