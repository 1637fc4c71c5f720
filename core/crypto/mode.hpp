#pragma once

#include <cstdint>
#include <string_view>

namespace tasuki::crypto {

/// How two agencies came to share their pair secret; the numbers are those on the wire. It is part of every
/// label below and of the associated data, so that keys of one mode never serve the other.
enum class Mode : std::uint8_t { FaceToFace = 1, Introduced = 2 };

/// One label per key derivation of a session.
struct SessionLabels {
  std::string_view mode;
  std::string_view x3dh;
  std::string_view root;
  std::string_view chain;
  std::string_view message;
};

inline constexpr SessionLabels kFaceToFaceLabels{
    "tasuki/1/mode/face-to-face", "tasuki/1/x3dh/face-to-face", "tasuki/1/ratchet-root/face-to-face",
    "tasuki/1/ratchet-chain/face-to-face", "tasuki/1/ratchet-message/face-to-face"};
inline constexpr SessionLabels kIntroducedLabels{
    "tasuki/1/mode/introduced", "tasuki/1/x3dh/introduced", "tasuki/1/ratchet-root/introduced",
    "tasuki/1/ratchet-chain/introduced", "tasuki/1/ratchet-message/introduced"};

constexpr const SessionLabels& labels_of(Mode mode) {
  return mode == Mode::FaceToFace ? kFaceToFaceLabels : kIntroducedLabels;
}

}  // namespace tasuki::crypto
