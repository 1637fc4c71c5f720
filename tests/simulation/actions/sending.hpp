#pragma once

#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

/// One that nobody has typed yet.
std::string new_text(World& world);
/// The sender's people have seen the id: whom the message goes to, its record says.
void enter(World& world, std::size_t node, const std::string& body, const proto::api::Response& response);

/// Somebody at the seat types `send`; what is answered with an id is entered into the book.
void send(World& world, const Seat& seat, const std::vector<std::size_t>& to, bool phone);

}  // namespace tasuki::simulation
