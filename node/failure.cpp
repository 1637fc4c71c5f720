#include "node/failure.hpp"

#include <algorithm>
#include <array>

#include "storage/error.hpp"

namespace tasuki::node {

namespace {

struct Known {
  std::string_view code;
  Exit exit;
  std::string_view sentence;
};

constexpr std::array kKnown{
    Known{"no-home", Exit::NotRunning, "There is no home here yet. Make one with `tasuki init`."},
    Known{"home-exists", Exit::Refused,
          "There is a home, or something else, in this folder already. Nothing was changed."},
    Known{"home-in-use", Exit::NotRunning, "Another process uses this home."},
    Known{"home-too-open", Exit::NotRunning,
          "Other users could read this part of the home. Take their rights away (chmod go= …) and start "
          "again."},
    Known{"home-unusable", Exit::NotRunning,
          "A file of the home cannot be used (the number is the system's)."},
    Known{"store-missing", Exit::NotRunning, "The home has no store."},
    Known{"store-not-encrypted", Exit::NotRunning,
          "The store is not encrypted. It is not this program's; it was not touched."},
    Known{"store-damaged", Exit::NotRunning,
          "The store is damaged, or of another home. Nothing of it was repaired or dropped: keep it as it "
          "is, and "
          "restore the last backup (docs/operations.md)."},
    Known{"store-too-new", Exit::NotRunning,
          "A newer version of this program wrote the store. Update this one."},
    Known{"cipher-missing", Exit::NotRunning,
          "The database library has no cipher. Install the program anew."},
    Known{"slot-missing", Exit::NotRunning, "The store has no key slot of this kind."},
    Known{"slot-damaged", Exit::NotRunning,
          "The key slot's file is damaged. Another slot may still open the store."},
    Known{"slot-refused", Exit::NotRunning, "The passphrase or key file is wrong."},
    Known{"key-file-unusable", Exit::NotRunning,
          "The key file cannot be used: it must have 32 to 65536 bytes and be closed to others."},
    Known{"backup-unreadable", Exit::Refused, "The backup cannot be read."},
    Known{"not-a-backup", Exit::Refused, "This file is no backup of tasuki's."},
    Known{"backup-too-new", Exit::Refused,
          "A newer version of this program made the backup. Update this one."},
    Known{"backup-damaged", Exit::Refused,
          "The backup is cut short or was changed. Nothing was changed here. Use another copy."},
    Known{"wrong-root-key", Exit::Refused, "This is the key of another agency."},
    Known{"root-key-locked", Exit::Refused,
          "This passphrase is no administrator's. Give one with --admin-passphrase-file, or the recovery "
          "code."},
    Known{"too-many-incarnations", Exit::Refused, "This agency has begun too many lives."},
    Known{"not-authentic", Exit::Refused, "The recovery code is another agency's."},
    Known{"socket-unusable", Exit::NotRunning, "The socket for programs cannot be made in the home."},
    Known{"password-hashing", Exit::NotRunning, "There is not enough memory to check the passphrase."},
    Known{"no-identity", Exit::NotRunning, "The store holds no agency. Make a new home with `tasuki init`."},
    Known{"disk-full", Exit::NotRunning, "The disk is full."},
    Known{"commit-failed", Exit::NotRunning, "The store could not be written."},
    Known{"unknown-code", Exit::Usage,
          "The agency's kind or the administrator's profession is none that is known."},
    Known{"text-too-long", Exit::Usage, "A name is empty or too long."},
    Known{"not-utf8", Exit::Usage, "A name is not valid UTF-8."},
};

}  // namespace

Failure failure_of(const Error& error) {
  const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                  [&](const Known& entry) { return entry.code == error.name(); });
  const std::string detail = error.detail().empty() ? "" : " [" + error.detail() + "]";
  if (known == kKnown.end()) {
    return {std::string(error.name()), "It did not work: " + std::string(error.name()) + "." + detail,
            Exit::Refused};
  }
  return {std::string(known->code), std::string(known->sentence) + detail, known->exit};
}

Failure failure_of_node(const Error& error) {
  Failure failure = failure_of(error);
  if (error.is(storage::StorageError::StoreDamaged)) failure.exit = Exit::StoreDamaged;
  return failure;
}

}  // namespace tasuki::node
