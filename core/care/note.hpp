#pragma once

#include <set>
#include <string>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/care/error.hpp"

namespace tasuki::care {

inline constexpr std::size_t kMaxLabel = 256;  ///< bytes

/// How the team calls the person (docs/protocol.md section 11.4).
struct Label {
  Time stated_at;
  std::string person;
};
Result<Bytes> serialize(const Label& label);
Result<Label> parse_label(ByteView payload);

/// Free text about a consent or a withdrawal, which themselves hold none.
struct ConsentNote {
  Time stated_at;
  RecordId about;
  std::string text;
};
Result<Bytes> serialize(const ConsentNote& note);
Result<ConsentNote> parse_consent_note(ByteView payload);

}  // namespace tasuki::care
