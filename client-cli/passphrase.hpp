#pragma once

#include "client-cli/invocation.hpp"

namespace tasuki::cli {

enum class PassphraseIs {
  Known,  ///< asked for once
  New,    ///< asked for twice
};

/// From the file that `flag` names (one trailing newline dropped), else asked on the terminal; without one a
/// usage error that names `flag`. Never empty.
Attempt<SecretBytes> read_passphrase(const Invocation& invocation, std::string_view flag, PassphraseIs is,
                                     Text prompt);

}  // namespace tasuki::cli
