#pragma once

#include <cstdint>
#include <string_view>

namespace tasuki::audit {

/// What is wrong with a trail or an export. docs/protocol.md, section 13.4.
enum class Fault : std::uint8_t {
  EntryMalformed,        ///< No entry, though there is something in its place.
  EntryAltered,          ///< Its hash is not the one that it or its successor states.
  EntryMissing,          ///< Taken out, or cut off at the end.
  EntryInserted,         ///< A second entry of this number.
  EntryOutOfOrder,       ///< It stands in another place.
  IncarnationFell,       ///< Written by an earlier life of the node than the entry before.
  DetailAltered,         ///< What its commitments hide is not what was committed to.
  HeadMissing,           ///< Entries, and no signed head.
  HeadNotAuthentic,      ///< The newest head's signature does not hold.
  EntriesRewritten,      ///< A signed head names another hash: from this entry on nothing is vouched for.
  EntryNotSigned,        ///< Behind the newest signed head.
  WitnessedMissing,      ///< Cut off, though others witnessed a head behind it.
  WitnessedRewritten,    ///< Others witnessed a head with another hash: from this entry on.
  WitnessNotAuthentic,   ///< A witness's signature, or that of the head it is under, does not hold.
  IdentityNotAuthentic,  ///< A card or certificate is not signed by the agency that it names.
  RecordNotAuthentic,    ///< A record that this entry mentions does not carry its author's signatures.
  ExportMalformed,       ///< No export of version 1, or a frame that cannot be read.
  ExportCut,             ///< It ends before its trailer.
  ExportAltered,         ///< The trailer's hash or signature does not hold.
  ExportUntrusted,       ///< It holds no card of the agency whose it says it is.
};
std::string_view fault_code(Fault fault);

/// The first thing wrong, and the entry it was found at; 0 where it concerns no entry.
struct Finding {
  std::uint64_t entry = 0;
  Fault fault{};
};

}  // namespace tasuki::audit
