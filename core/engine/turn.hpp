#pragma once

#include "core/base/store.hpp"
#include "core/engine/event.hpp"

namespace tasuki::engine {

struct Desk;

/// What a rule works with while one event is handled: the desk, the open transaction, and what is to happen
/// outside.
struct Turn {
  Desk& desk;
  Transaction& transaction;
  Effects& effects;
};

}  // namespace tasuki::engine
