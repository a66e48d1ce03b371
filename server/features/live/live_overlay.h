#pragma once

#include <span>

#include "desk/state.h"
#include "features/contacts/contact.h"

namespace madoguchi::features {

/// Lays what only the desk knows over rows: places in line, and whether the customer has the page
/// open. Walks each line once, for however many rows.
void overlay_live(const desk::DeskState& state, std::span<Contact> contacts);

}  // namespace madoguchi::features
