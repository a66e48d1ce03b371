#include "voice/sip/trunk_book.h"

#include <algorithm>
#include <utility>

namespace madoguchi::voice {
namespace {

bool has_host(const std::vector<NetAddress>& hosts, const NetAddress& source) {
  return std::ranges::any_of(hosts,
                             [&](const NetAddress& host) { return host.has_same_host(source); });
}

}  // namespace

void TrunkBook::replace(std::vector<Trunk> trunks) {
  for (const Trunk& before : trunks_) {
    const auto now = std::ranges::find(trunks, before.name, &Trunk::name);
    if (now != trunks.end() && now->hosts == before.hosts) continue;
    leaving_.push_back({before.hosts, states_.calls_of(before.name)});
  }
  trunks_ = std::move(trunks);
  states_.list(trunks_);
}

const Trunk* TrunkBook::at(const NetAddress& source) const {
  const auto found = std::ranges::find_if(
      trunks_, [&](const Trunk& trunk) { return has_host(trunk.hosts, source); });
  return found == trunks_.end() ? nullptr : &*found;
}

const Trunk* TrunkBook::named(const std::string& name) const {
  const auto found = std::ranges::find(trunks_, name, &Trunk::name);
  return found == trunks_.end() ? nullptr : &*found;
}

bool TrunkBook::is_leaving(const NetAddress& source) {
  std::erase_if(leaving_, [](const Leaving& trunk) { return !trunk.calls || *trunk.calls == 0; });
  return std::ranges::any_of(leaving_,
                             [&](const Leaving& trunk) { return has_host(trunk.hosts, source); });
}

}  // namespace madoguchi::voice
