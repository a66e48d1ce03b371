#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "voice/trunk.h"

namespace madoguchi::features {

using TrunkId = base::Id<struct TrunkTag>;

/// A trunk that an admin made.
struct StoredTrunk {
  TrunkId id;
  voice::Trunk trunk;
  std::string sealed_password;  ///< of SecretBox; empty: none. `trunk.password` is it in the open
};

/// What an admin says about a trunk. All addresses have the port.
struct TrunkInput {
  voice::Trunk trunk;
  std::optional<std::string> password;  ///< nothing: it stays; empty: none any more
};

/// A trunk as the page shows it.
struct TrunkView {
  std::optional<TrunkId> id;  ///< nothing: of the configuration file
  voice::Trunk trunk;
  std::optional<voice::TrunkState> state;  ///< nothing: there is no telephone
};

}  // namespace madoguchi::features
