#include "features/calls/phones_online.h"

namespace madoguchi::features {

/// An operator has one extension; when a second one comes before the first has gone, it is not
/// counted again.
PhonesOnline::Change PhonesOnline::set(const std::string& extension, base::OperatorId owner) {
  Change change;
  const auto before = owners_.find(extension);
  if (before != owners_.end()) {
    if (before->second == owner) return {};
    change.gone = before->second;
    extensions_.erase(change.gone);
    owners_.erase(before);
  }
  if (!owner) return change;
  const auto other = extensions_.find(owner);
  if (other != extensions_.end()) {
    owners_.erase(other->second);
  } else {
    change.come = owner;
  }
  owners_[extension] = owner;
  extensions_[owner] = extension;
  return change;
}

std::optional<std::string> PhonesOnline::extension_of(base::OperatorId who) const {
  const auto found = extensions_.find(who);
  return found == extensions_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace madoguchi::features
