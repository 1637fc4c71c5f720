#pragma once

#include "core/audit/export.hpp"
#include "core/audit/export_format.hpp"

/// For core/audit's own files.
namespace tasuki::audit {

/// Writes the frames of an export, in pieces, and signs the trailer.
class Writer {
 public:
  /// `sink` outlives this.
  Writer(const Sink& sink, std::string_view magic);

  void write_opening(const AgencyId& agency, const Moment& moment);
  void write(const proto::audit::Frame& frame);
  /// The trailer, and what is left of the last piece.
  void end(const crypto::SigningKey& node_key);

 private:
  void flush();

  const Sink& sink_;
  Bytes piece_;
  ExportHash hash_;
};

}  // namespace tasuki::audit
