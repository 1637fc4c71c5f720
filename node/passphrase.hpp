#pragma once

#include <filesystem>
#include <optional>

#include "core/base/secret.hpp"

namespace tasuki::node {

/// From a file, one trailing newline dropped. Nothing where it cannot be read, is empty or longer than 4 KiB.
std::optional<SecretBytes> passphrase_from_file(const std::filesystem::path& file);

/// Asked on the terminal, without echo. Nothing where there is no terminal or nothing is typed.
std::optional<SecretBytes> passphrase_from_terminal(const char* prompt);

}  // namespace tasuki::node
