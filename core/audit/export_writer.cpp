#include "core/audit/export_writer.hpp"

#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

namespace {

constexpr std::size_t kPiece = 64 * 1024;

}  // namespace

bool trailer_holds(const proto::audit::Trailer& trailer, const ExportHash& hash,
                   const crypto::SigningPublicKey& node_key) {
  const auto signature = crypto::Signature::from(trailer.signature());
  return trailer.frames() == hash.frames() && trailer.hash() == to_string(hash.value()) && signature &&
         crypto::verify(node_key, kExportDomain, hash.to_sign(), *signature);
}

Writer::Writer(const Sink& sink, std::string_view magic)
    : sink_(sink), piece_(copy(as_bytes(magic))), hash_(magic) {}

void Writer::write_opening(const AgencyId& agency, const Moment& moment) {
  proto::audit::Frame frame;
  auto& opening = *frame.mutable_opening();
  opening.set_agency_id(agency.str());
  opening.set_incarnation(moment.incarnation);
  opening.set_made_at(to_millis(moment.now));
  write(frame);
}

void Writer::write(const proto::audit::Frame& frame) {
  const Bytes bytes = serialize_message(frame);
  append_u32(piece_, static_cast<std::uint32_t>(bytes.size()));
  tasuki::append(piece_, bytes);
  hash_.add(bytes);
  if (piece_.size() >= kPiece) flush();
}

void Writer::end(const crypto::SigningKey& node_key) {
  proto::audit::Frame frame;
  auto& trailer = *frame.mutable_trailer();
  trailer.set_frames(hash_.frames());
  trailer.set_hash(to_string(hash_.value()));
  trailer.set_signature(node_key.sign(kExportDomain, hash_.to_sign()).str());
  write(frame);
  flush();
}

void Writer::flush() {
  if (!piece_.empty()) sink_(piece_);
  piece_.clear();
}

}  // namespace tasuki::audit
