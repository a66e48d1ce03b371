#include "features/sign_in/me_service.h"

#include <algorithm>
#include <utility>

#include <boost/json/serialize.hpp>

#include "features/sign_in/account_store.h"

namespace madoguchi::features {
namespace {

using base::Result;
using boost::asio::awaitable;
using storage::Connection;

std::vector<Me::Part> parts_of(const Principal& me, const ServiceDirectory& directory) {
  std::vector<Me::Part> parts;
  for (const ServiceRight& right : me.services) {
    const auto entry = directory.find(right.service);
    if (entry) parts.push_back({entry->service, right, entry->chat.color});
  }
  std::ranges::sort(parts, {}, [](const Me::Part& part) { return part.service.name; });
  return parts;
}

boost::json::array changed_fields(const MePatch& patch) {
  boost::json::array fields;
  if (patch.name) fields.push_back("name");
  if (patch.preferences) fields.push_back("preferences");
  return fields;
}

}  // namespace

awaitable<Result<Me>> MeService::get(Principal me) {
  MDG_AWAIT(Profile profile,
            parts_.database.read([id = me.id](Connection& db) { return load_profile(db, id); }));
  me.name = std::move(profile.name);
  auto services = parts_of(me, parts_.directory);
  const auto language =
      services.empty() ? base::Language::kJapanese : services.front().service.language;
  co_return Me{std::move(me),
               std::move(profile.email),
               std::move(profile.organization_name),
               std::move(profile.extension),
               std::move(services),
               kept_preferences(profile.preferences, language)};
}

awaitable<Result<Me>> MeService::update(Principal me, MePatch patch) {
  auto change = [this, me, patch](Connection& db) -> base::Status {
    if (patch.name) MDG_TRY(set_name(db, me.id, *patch.name));
    if (patch.preferences) {
      const auto text = boost::json::serialize(preferences_json(*patch.preferences));
      MDG_TRY(set_preferences(db, me.id, text));
    }
    return parts_.audit.add(db, {{},
                                 me.actor(),
                                 "operator.selfUpdated",
                                 "operator:" + to_string(me.id),
                                 {{"fields", changed_fields(patch)}}});
  };
  MDG_AWAIT_TRY(parts_.database.write(std::move(change)));
  if (patch.name) MDG_AWAIT_TRY(parts_.operators.announce(me.id));
  co_return co_await get(std::move(me));
}

}  // namespace madoguchi::features
