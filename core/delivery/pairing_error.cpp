#include "core/delivery/pairing_error.hpp"

namespace tasuki::delivery {

std::string_view error_name(PairingError error) {
  switch (error) {
    case PairingError::InvitationMalformed:
      return "invitation-malformed";
    case PairingError::InvitationAltered:
      return "invitation-altered";
    case PairingError::InvitationExpired:
      return "invitation-expired";
    case PairingError::InvitationOwn:
      return "invitation-own";
    case PairingError::InvitationNoAddress:
      return "invitation-no-address";
    case PairingError::InvitationRefused:
      return "invitation-refused";
    case PairingError::InviterUnreachable:
      return "inviter-unreachable";
    case PairingError::PairingInterrupted:
      return "pairing-interrupted";
    case PairingError::UntrustedHello:
      return "untrusted-hello";
    case PairingError::OutdatedCard:
      return "outdated-card";
    case PairingError::UnexpectedFrame:
      return "unexpected-frame";
    case PairingError::UnknownContact:
      return "unknown-contact";
    case PairingError::SafetyNumberDiffers:
      return "safety-number-differs";
  }
  return "pairing-error";
}

}  // namespace tasuki::delivery
