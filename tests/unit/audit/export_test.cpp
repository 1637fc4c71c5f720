#include "core/audit/export.hpp"

#include <gmock/gmock.h>

#include "core/audit/export_format.hpp"
#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/audit/office_fixture.hpp"

namespace tasuki::audit {
namespace {

using namespace fixture;
using proto::audit::Frame;

std::string said(const ExportReport& report) { return fixture::said(report.report); }

/// An export taken apart, so that a test may change it and put it together again.
std::vector<Frame> frames_of(ByteView file) {
  std::vector<Frame> frames;
  file = file.subspan(kExportMagic.size());
  while (!file.empty()) {
    const auto size = *read_u32(file);
    frames.push_back(*parse_message<Frame>(file.subspan(4, size)));
    file = file.subspan(4 + size);
  }
  return frames;
}

Bytes put_together(const std::vector<Frame>& frames) {
  Bytes file = copy(as_bytes(kExportMagic));
  for (const auto& frame : frames) {
    const Bytes bytes = serialize_message(frame);
    append_u32(file, static_cast<std::uint32_t>(bytes.size()));
    tasuki::append(file, bytes);
  }
  return file;
}

/// As somebody would who holds the node key too: with a trailer that fits.
Bytes sealed_anew(std::vector<Frame> frames, const crypto::SigningKey& node_key) {
  frames.pop_back();
  ExportHash hash;
  for (const auto& frame : frames) hash.add(serialize_message(frame));
  Frame frame;
  frame.mutable_trailer()->set_frames(hash.frames());
  frame.mutable_trailer()->set_hash(to_string(hash.value()));
  frame.mutable_trailer()->set_signature(node_key.sign(kExportDomain, hash.to_sign()).str());
  frames.push_back(frame);
  return put_together(frames);
}

std::vector<std::size_t> places_of(const std::vector<Frame>& frames, Frame::KindCase kind) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].kind_case() == kind) places.push_back(i);
  }
  return places;
}

TEST(Export, IsCheckedWithNothingButItself) {
  ExportingTrail trail;
  const auto report = check_export(trail.write());
  EXPECT_EQ(said(report), "ok");
  EXPECT_EQ(report.agency, trail.agency);
  EXPECT_EQ(report.made_at, kNow);
  EXPECT_EQ(report.records, 4u);
  EXPECT_EQ(report.report.entries, 7u);
  EXPECT_EQ(report.report.head->number, 7u);
  EXPECT_EQ(report.report.head->hash, tail(trail.transaction).hash);
  EXPECT_TRUE(report.report.witnessed.empty());
}

TEST(Export, OfAnEmptyTrailIsOk) {
  Trail trail;
  Office us(trail.random, "みどり訪問看護");
  us.introduce_to(trail.transaction);
  Bytes file;
  export_trail(trail.transaction, us.agency, trail.moment, us.node,
               [&](ByteView piece) { tasuki::append(file, piece); });
  const auto report = check_export(file);
  EXPECT_EQ(said(report), "ok");
  EXPECT_EQ(report.report.entries, 0u);
  EXPECT_FALSE(report.report.head);
}

TEST(Export, MayBeReadInPiecesOfAnySize) {
  ExportingTrail trail;
  const Bytes file = trail.write();
  for (const std::size_t size : {1, 2, 3, 7, 64, 1000}) {
    ExportCheck check;
    for (std::size_t at = 0; at < file.size(); at += size) {
      check.feed(ByteView(file).subspan(at, std::min(size, file.size() - at)));
    }
    EXPECT_EQ(said(check.finish()), "ok") << size;
  }
}

TEST(Export, ComesInPiecesThatDoNotGrowWithTheTrail) {
  ExportingTrail trail;
  for (int i = 0; i < 2000; ++i) trail.append(login(id<StaffId>(1)));
  std::size_t pieces = 0, longest = 0;
  export_trail(trail.transaction, trail.agency, trail.moment, trail.node_key, [&](ByteView piece) {
    ++pieces;
    longest = std::max(longest, piece.size());
  });
  EXPECT_GT(pieces, 3u);
  EXPECT_LT(longest, 64u * 1024 + 4096);
}

TEST(Export, HoldsEachCardAndCertificateOnceAndBeforeItIsNeeded) {
  ExportingTrail trail;
  const auto frames = frames_of(trail.write());
  EXPECT_EQ(places_of(frames, Frame::kCard).size(), 2u);
  EXPECT_EQ(places_of(frames, Frame::kCertificate).size(), 1u);
  EXPECT_EQ(frames.front().kind_case(), Frame::kOpening);
  EXPECT_EQ(frames.back().kind_case(), Frame::kTrailer);
  EXPECT_LT(places_of(frames, Frame::kHead).back(), places_of(frames, Frame::kEntry).front());
}

TEST(Export, LeavesOutWhatIsDeletedAndIsStillOk) {
  ExportingTrail trail;
  record::bury_record(trail.transaction, trail.opened[0], kNow);
  const auto report = check_export(trail.write());
  EXPECT_EQ(said(report), "ok");
  EXPECT_EQ(report.records, 3u);
}

TEST(Export, HoldsNoDetails) {
  ExportingTrail trail;
  trail.append(overridden(by_node(), id<TeamId>(1), id<RecordId>(2), id<RecordId>(3), "CANARY-REASON"));
  EXPECT_THAT(to_string(trail.write()), testing::Not(testing::HasSubstr("CANARY")));
}

TEST(Export, AnyFlippedByteIsRefusedOrReported) {
  ExportingTrail trail;
  const Bytes file = trail.write();
  for (std::size_t at = 0; at < file.size(); at += at < 400 ? 1 : 13) {
    Bytes flipped = file;
    flipped[at] ^= static_cast<std::uint8_t>(1u << at % 8);
    ASSERT_FALSE(check_export(flipped).report.ok()) << at << " of " << file.size();
  }
}

TEST(Export, AFlippedByteOfAnEntryIsBlamedOnThatEntry) {
  ExportingTrail trail;
  const Bytes file = trail.write();
  const auto frames = frames_of(file);
  std::size_t at = kExportMagic.size();
  std::uint64_t number = 0;
  for (const auto& frame : frames) {
    const std::size_t size = frame.ByteSizeLong();
    if (frame.kind_case() == Frame::kEntry) {
      ++number;
      for (std::size_t i = at + 4; i < at + 4 + size; i += 17) {
        Bytes flipped = file;
        flipped[i] ^= 1;
        const auto report = check_export(flipped);
        EXPECT_EQ(report.report.finding->entry, number) << said(report);
      }
    }
    at += 4 + size;
  }
  EXPECT_EQ(number, 7u);
}

TEST(Export, CutAnywhereIsReported) {
  ExportingTrail trail;
  const Bytes file = trail.write();
  for (std::size_t size = 0; size < file.size(); size += 101) {
    EXPECT_THAT(said(check_export(ByteView(file).first(size))), testing::StartsWith("export-cut")) << size;
  }
}

TEST(Export, WithSomethingBehindItsTrailerIsReported) {
  ExportingTrail trail;
  Bytes file = trail.write();
  file.push_back(0);
  EXPECT_THAT(said(check_export(file)), testing::StartsWith("export-malformed"));
}

TEST(Export, WithoutAnyFrameIsReportedThoughTheNodeKeySealsItAnew) {
  ExportingTrail trail;
  const auto whole = frames_of(trail.write());
  for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
    const auto kind = whole[i].kind_case();
    auto frames = whole;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    const auto report = check_export(sealed_anew(frames, trail.node_key));
    // A record may have been deleted as the law asks; everything else is missed.
    EXPECT_EQ(report.report.ok(), kind == Frame::kRecord) << i << " kind " << kind;
  }
}

TEST(Export, AnEntryRemovedOrSwappedIsNamedThoughTheNodeKeySealsItAnew) {
  ExportingTrail trail;
  const auto whole = frames_of(trail.write());
  const auto entries = places_of(whole, Frame::kEntry);
  for (std::size_t n = 0; n < entries.size(); ++n) {
    auto frames = whole;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(entries[n]));
    EXPECT_EQ(said(check_export(sealed_anew(frames, trail.node_key))),
              "entry-missing " + std::to_string(n + 1));
    if (n == 0) continue;
    frames = whole;
    std::swap(frames[entries[n - 1]], frames[entries[n]]);
    EXPECT_EQ(said(check_export(sealed_anew(frames, trail.node_key))),
              "entry-out-of-order " + std::to_string(n));
  }
}

TEST(Export, ARecordThatItsAuthorDidNotSignIsBlamedOnTheEntryThatMentionsIt) {
  ExportingTrail trail;
  const auto whole = frames_of(trail.write());
  const auto records = places_of(whole, Frame::kRecord);
  ASSERT_EQ(records.size(), 4u);
  for (const std::size_t place : records) {
    for (const bool countersigned : {false, true}) {
      auto frames = whole;
      auto& record = *frames[place].mutable_record();
      if (countersigned && !record.has_countersignature()) continue;
      auto& signature = countersigned ? *record.mutable_countersignature()->mutable_signature()
                                      : *record.mutable_signature();
      (*signature.mutable_signature())[5] ^= 1;
      const auto report = check_export(sealed_anew(frames, trail.node_key));
      const auto id = record::from_proto(whole[place].record())->id;
      EXPECT_EQ(report.report.finding->fault, Fault::RecordNotAuthentic);
      EXPECT_TRUE(find_entry(trail.transaction, report.report.finding->entry)->entry.mentions_id(id.bytes()));
    }
  }
}

TEST(Export, AReceiptWithAnotherStateIsAnotherRecord) {
  ExportingTrail trail;
  auto frames = frames_of(trail.write());
  auto& record = *frames[places_of(frames, Frame::kRecord)[0]].mutable_record()->mutable_record();
  record.set_payload(
      to_string(*care::serialize(care::Receipt{kNow, id<RecordId>(1), care::ReceiptState::Closed, ""})));
  EXPECT_EQ(said(check_export(sealed_anew(frames, trail.node_key))), "record-not-authentic 0");
}

TEST(Export, ACardOrCertificateOfSomebodyElsesMakingIsReported) {
  ExportingTrail trail;
  for (const auto kind : {Frame::kCard, Frame::kCertificate}) {
    auto frames = frames_of(trail.write());
    auto& frame = frames[places_of(frames, kind).back()];
    auto& bytes = kind == Frame::kCard ? *frame.mutable_card() : *frame.mutable_certificate();
    (*bytes.mutable_signature())[9] ^= 1;
    EXPECT_THAT(said(check_export(sealed_anew(frames, trail.node_key))),
                testing::StartsWith("identity-not-authentic"));
  }
}

TEST(Export, OfAnotherAgencyCannotBePassedOffAsOurs) {
  ExportingTrail trail;
  auto frames = frames_of(trail.write());
  frames[0].mutable_opening()->set_agency_id(trail.them.agency.str());
  EXPECT_FALSE(check_export(sealed_anew(frames, trail.node_key)).report.ok());
  EXPECT_FALSE(check_export(sealed_anew(frames, trail.them.node)).report.ok());
}

TEST(Export, AnythingElseIsNoExport) {
  EXPECT_EQ(said(check_export({})), "export-cut 0");
  EXPECT_EQ(said(check_export(as_bytes("PK\x03\x04 something else entirely"))), "export-malformed 0");
  Bytes huge = copy(as_bytes(kExportMagic));
  append_u32(huge, 0xffffffff);
  EXPECT_EQ(said(check_export(huge)), "export-malformed 0");
  Bytes empty_frame = copy(as_bytes(kExportMagic));
  append_u32(empty_frame, 0);
  EXPECT_EQ(said(check_export(empty_frame)), "export-malformed 0");
}

TEST(Export, IsTheBytesOfTheDocument) {
  Trail trail;
  Office us(trail.random, "みどり訪問看護");
  Bytes file;
  trail.random = test::SeededRandom(1);
  trail.agency = id<AgencyId>(0x44);
  trail.append(staff_added(by_node(), id<StaffId>(0x11), id<CertificateHash>(0x22), "staff", "田中はるか"));
  export_trail(trail.transaction, trail.agency, trail.moment, crypto::SigningKey::from_seed(Bytes(32, 0x33)),
               [&](ByteView piece) { tasuki::append(file, piece); });
  EXPECT_EQ(to_hex(file), test::protocol_example("audit-export"));
}

}  // namespace
}  // namespace tasuki::audit
