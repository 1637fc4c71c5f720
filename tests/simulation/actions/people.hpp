#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

/// Choices that several actions make.

inline std::string hex(const auto& id) { return id.hex(); }

/// For the history.
inline std::string in_words(Duration time) {
  return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(time).count()) + " minutes";
}

/// A team and one of its members at the beginning whose process runs; it may have left the team since.
struct Seat {
  const PreparedTeam& team;
  std::size_t node;
};
std::optional<Seat> choose_seat(World& world);
/// Mostly the coordinator of the beginning acts; the others are refused, and that is worth trying too.
std::size_t choose_actor(World& world, const PreparedTeam& team);
/// Some of the agencies in `among`, at least one.
std::vector<std::size_t> choose_some(World& world, const std::vector<std::size_t>& among);
std::string choose_category(World& world);
/// The key of a row of a node's table; none where the table is empty.
std::optional<Bytes> choose_key(World& world, std::size_t node, Table table);

}  // namespace tasuki::simulation
