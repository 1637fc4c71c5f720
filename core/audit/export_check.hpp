#pragma once

#include <memory>

#include "core/audit/verify.hpp"

namespace tasuki::audit {

/// What an export says of itself, and whether it holds.
struct ExportReport {
  Report report;
  std::optional<AgencyId> agency;  ///< Whose trail it is, once its opening was read.
  Time made_at{};                  ///< The exporter's claim.
  std::uint64_t records = 0;       ///< Signed records that were checked.
};

/// Checks an export with nothing but the export, piece by piece as it is read: every card, certificate,
/// record with its signature and countersignature, head, entry, and the trailer. Never throws for what it is
/// fed.
///
/// That it is this agency's trail is proven by the agency's root key, which is its id: who asks compares the
/// id.
class ExportCheck {
 public:
  /// `held`: what other members hold of this and other trails (core/audit/heads_file.hpp), authentic.
  explicit ExportCheck(std::vector<WitnessedHead> held = {});
  ExportCheck(ExportCheck&&) noexcept;
  ~ExportCheck();

  void feed(ByteView piece);
  /// Once, at the file's end.
  ExportReport finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// The same for a file in memory.
ExportReport check_export(ByteView file, std::vector<WitnessedHead> held = {});

}  // namespace tasuki::audit
