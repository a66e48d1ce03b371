#include "features/caller_numbers/caller_numbers_service.h"

#include <algorithm>
#include <utility>

#include "features/caller_numbers/caller_numbers_store.h"
#include "features/customers/dial_number.h"

namespace madoguchi::features {
namespace {

namespace store = caller_numbers_store;
using base::Result;
using base::ServiceId;
using base::Status;
using boost::asio::awaitable;
using storage::Connection;

bool may_become(CallerNumberState from, CallerNumberState to) {
  if (to == CallerNumberState::kApproved) return from == CallerNumberState::kRequested;
  return from != CallerNumberState::kWithdrawn;
}

/// Each name stands here whole, so that it can be looked for.
std::string action_of(CallerNumberState state) {
  switch (state) {
    case CallerNumberState::kRequested:
      return "callerNumber.requested";
    case CallerNumberState::kApproved:
      return "callerNumber.approved";
    case CallerNumberState::kWithdrawn:
      return "callerNumber.withdrawn";
  }
  return {};
}

/// The last four digits say which one it is, to whoever knows the list.
std::string short_number(const std::string& number) {
  constexpr std::size_t kShown = 4;
  return "…" + number.substr(number.size() - std::min(number.size(), kShown));
}

Result<CallerNumber> read_again(Connection& db, ServiceId service, CallerNumberId id) {
  MDG_ASSIGN(auto found, store::find(db, service, id));
  if (!found) return base::fail(base::ErrorCode::kNotFound, "caller number");
  return *std::move(found);
}

}  // namespace

void CallerNumbersService::trunks_changed(std::vector<std::string> names) {
  const std::lock_guard lock(mutex_);
  trunks_ = std::move(names);
}

std::vector<std::string> CallerNumbersService::trunks() const {
  const std::lock_guard lock(mutex_);
  return trunks_;
}

Status CallerNumbersService::register_configured(const std::vector<ConfiguredNumber>& numbers,
                                                 CallerNumberState state) {
  const auto known_trunks = trunks();
  if (known_trunks.empty()) return {};
  return parts_.database.write_now([&](Connection& db) -> Status {
    for (const ConfiguredNumber& configured : numbers) {
      const auto number = read_dial_number(configured.number, "number");
      if (!number) continue;
      MDG_ASSIGN(const auto known, store::find_by_number(db, configured.service, *number));
      if (known) continue;
      CallerNumber fresh;
      fresh.id = parts_.ids.next<CallerNumberId>();
      fresh.number = *number;
      fresh.label = configured.label;
      fresh.trunk = known_trunks.front();
      fresh.state = state;
      fresh.requested_at = parts_.clock.now();
      if (state != CallerNumberState::kRequested) fresh.decided_at = fresh.requested_at;
      MDG_TRY(store::add(db, configured.service, fresh));
    }
    return {};
  });
}

awaitable<Result<std::vector<CallerNumber>>> CallerNumbersService::list(ServiceId service,
                                                                        bool with_all) {
  auto read = [service](Connection& db) { return store::list(db, service); };
  MDG_AWAIT(auto numbers, parts_.database.read(std::move(read)));
  if (!with_all) {
    std::erase_if(numbers, [](const CallerNumber& number) {
      return number.state != CallerNumberState::kApproved;
    });
  }
  co_return numbers;
}

awaitable<Result<CallerNumber>> CallerNumbersService::find_approved(ServiceId service,
                                                                    std::string number) {
  MDG_AWAIT(auto approved, list(service, false));
  const auto found = number.empty() ? approved.begin()
                                    : std::ranges::find(approved, number, &CallerNumber::number);
  if (found == approved.end()) {
    co_return base::fail(base::invalid_input("from", "an approved caller number of the service"));
  }
  co_return std::move(*found);
}

awaitable<Result<CallerNumber>> CallerNumbersService::request(Principal me, ServiceId service,
                                                              CallerNumber wanted) {
  const auto known_trunks = trunks();
  if (std::ranges::find(known_trunks, wanted.trunk) == known_trunks.end()) {
    co_return base::fail(base::invalid_input("trunk", "the name of a trunk"));
  }
  auto change = [this, me = std::move(me), service, wanted = std::move(wanted)](Connection& db) {
    return request_in(db, me, service, wanted);
  };
  MDG_AWAIT(auto requested, parts_.database.write(std::move(change)));
  co_return requested;
}

Result<CallerNumber> CallerNumbersService::request_in(Connection& db, const Principal& me,
                                                      ServiceId service, CallerNumber wanted) {
  MDG_ASSIGN(const auto known, store::find_by_number(db, service, wanted.number));
  if (known && known->state != CallerNumberState::kWithdrawn) {
    return base::fail(base::ErrorCode::kAlreadyExists, "the number is registered");
  }
  wanted.id = known ? known->id : parts_.ids.next<CallerNumberId>();
  wanted.state = CallerNumberState::kRequested;
  wanted.requested_by = me.id;
  wanted.requested_at = parts_.clock.now();
  MDG_TRY(known ? store::update(db, service, wanted) : store::add(db, service, wanted));
  MDG_TRY(note(db, me, service, wanted));
  return read_again(db, service, wanted.id);
}

awaitable<Result<CallerNumber>> CallerNumbersService::approve(Principal me, ServiceId service,
                                                              CallerNumberId id) {
  auto change = [this, me = std::move(me), service, id](Connection& db) {
    return decide_in(db, me, service, id, CallerNumberState::kApproved);
  };
  MDG_AWAIT(auto approved, parts_.database.write(std::move(change)));
  co_return approved;
}

awaitable<Result<CallerNumber>> CallerNumbersService::withdraw(Principal me, ServiceId service,
                                                               CallerNumberId id) {
  auto change = [this, me = std::move(me), service, id](Connection& db) {
    return decide_in(db, me, service, id, CallerNumberState::kWithdrawn);
  };
  MDG_AWAIT(auto withdrawn, parts_.database.write(std::move(change)));
  co_return withdrawn;
}

Result<CallerNumber> CallerNumbersService::decide_in(Connection& db, const Principal& me,
                                                     ServiceId service, CallerNumberId id,
                                                     CallerNumberState state) {
  MDG_ASSIGN(CallerNumber number, read_again(db, service, id));
  if (!may_become(number.state, state)) {
    const std::string now(base::enum_name(number.state, caller_number_states()));
    return base::fail(base::ErrorCode::kConflict, now + ": the caller number is so already");
  }
  number.state = state;
  number.decided_by = me.id;
  number.decided_at = parts_.clock.now();
  MDG_TRY(store::update(db, service, number));
  MDG_TRY(note(db, me, service, number));
  return read_again(db, service, id);
}

Status CallerNumbersService::note(Connection& db, const Principal& me, ServiceId service,
                                  const CallerNumber& number) const {
  return parts_.audit.add(db, {service,
                               me.actor(),
                               action_of(number.state),
                               "callerNumber:" + to_string(number.id),
                               {{"number", short_number(number.number)}, {"label", number.label}}});
}

}  // namespace madoguchi::features
