#include "core/audit/fault.hpp"

namespace tasuki::audit {

std::string_view fault_code(Fault fault) {
  switch (fault) {
    case Fault::EntryMalformed:
      return "entry-malformed";
    case Fault::EntryAltered:
      return "entry-altered";
    case Fault::EntryMissing:
      return "entry-missing";
    case Fault::EntryInserted:
      return "entry-inserted";
    case Fault::EntryOutOfOrder:
      return "entry-out-of-order";
    case Fault::IncarnationFell:
      return "incarnation-fell";
    case Fault::DetailAltered:
      return "detail-altered";
    case Fault::HeadMissing:
      return "head-missing";
    case Fault::HeadNotAuthentic:
      return "head-not-authentic";
    case Fault::EntriesRewritten:
      return "entries-rewritten";
    case Fault::EntryNotSigned:
      return "entry-not-signed";
    case Fault::WitnessedMissing:
      return "witnessed-missing";
    case Fault::WitnessedRewritten:
      return "witnessed-rewritten";
    case Fault::WitnessNotAuthentic:
      return "witness-not-authentic";
    case Fault::IdentityNotAuthentic:
      return "identity-not-authentic";
    case Fault::RecordNotAuthentic:
      return "record-not-authentic";
    case Fault::ExportMalformed:
      return "export-malformed";
    case Fault::ExportCut:
      return "export-cut";
    case Fault::ExportAltered:
      return "export-altered";
    case Fault::ExportUntrusted:
      return "export-untrusted";
  }
  return "export-malformed";
}

}  // namespace tasuki::audit
