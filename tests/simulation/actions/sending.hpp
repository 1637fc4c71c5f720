#pragma once

#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

/// Somebody at the seat types `send`; what is answered with an id is entered into the book.
void send(World& world, const Seat& seat, const std::vector<std::size_t>& to, bool phone);

}  // namespace tasuki::simulation
