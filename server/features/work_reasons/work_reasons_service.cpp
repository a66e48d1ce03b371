#include "features/work_reasons/work_reasons_service.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "features/work_reasons/work_reasons_store.h"

namespace madoguchi::features {
namespace {

using base::Result;
using base::Status;
using base::WorkReasonId;
using boost::asio::awaitable;
using storage::Connection;

const WorkReason* find_reason(const std::vector<WorkReason>& reasons, WorkReasonId id) {
  const auto found = std::ranges::find(reasons, id, &WorkReason::id);
  return found == reasons.end() ? nullptr : &*found;
}

/// Every id that is given must be in use.
Status check_ids(const std::vector<WorkReason>& in_use,
                 const std::vector<WorkReasonInput>& reasons) {
  for (std::size_t n = 0; n < reasons.size(); ++n) {
    if (!reasons[n].id || find_reason(in_use, *reasons[n].id) != nullptr) continue;
    return base::fail(base::invalid_input(fmt::format("workReasons[{}].id", n),
                                          "the id of a work reason in use, or null"));
  }
  return {};
}

bool is_kept(const std::vector<WorkReasonInput>& reasons, WorkReasonId id) {
  return std::ranges::any_of(reasons, [&](const WorkReasonInput& one) { return one.id == id; });
}

}  // namespace

Status WorkReasonsService::load_all() {
  // On the writer, so that the number stands in the order of the commits.
  MDG_ASSIGN(Changed changed,
             parts_.database.write_now([this](Connection& db) { return changed_in(db); }));
  keep(std::move(changed));
  return {};
}

awaitable<Status> WorkReasonsService::reload() {
  MDG_AWAIT(Changed changed,
            parts_.database.write([this](Connection& db) { return changed_in(db); }));
  keep(std::move(changed));
  co_return Status{};
}

Result<WorkReasonsService::Changed> WorkReasonsService::changed_in(Connection& db) {
  MDG_ASSIGN(auto reasons, work_reasons_in_use(db));
  return Changed{std::move(reasons), gate_.next_number()};
}

WorkReasonsService::List WorkReasonsService::keep(Changed changed) {
  auto list = std::make_shared<const std::vector<WorkReason>>(std::move(changed.reasons));
  gate_.announce(0, changed.number, [&] {
    const std::lock_guard lock(mutex_);
    list_ = list;
  });
  return list;
}

WorkReasonsService::List WorkReasonsService::current() const {
  const std::lock_guard lock(mutex_);
  return list_;
}

bool WorkReasonsService::has(WorkReasonId id) const {
  return find_reason(*current(), id) != nullptr;
}

Status WorkReasonsService::save(Connection& db, const std::vector<WorkReasonInput>& reasons) {
  MDG_ASSIGN(const auto in_use, work_reasons_in_use(db));
  MDG_TRY(check_ids(in_use, reasons));
  for (const WorkReason& reason : in_use) {
    if (is_kept(reasons, reason.id)) continue;
    MDG_TRY(retire_work_reason(db, reason.id, parts_.clock.now()));
  }
  int position = 0;
  for (const WorkReasonInput& reason : reasons) {
    ++position;
    if (reason.id) {
      MDG_TRY(update_work_reason(db, {*reason.id, reason.name}, position));
    } else {
      MDG_TRY(add_work_reason(db, {parts_.ids.next<WorkReasonId>(), reason.name}, position));
    }
  }
  return {};
}

awaitable<Result<WorkReasonsService::List>> WorkReasonsService::replace(
    Principal me, std::vector<WorkReasonInput> reasons) {
  auto change = [this, me, reasons](Connection& db) -> Result<Changed> {
    MDG_TRY(save(db, reasons));
    MDG_TRY(parts_.audit.add(
        db, {{}, me.actor(), "workReasons.replaced", "organization", {{"count", reasons.size()}}}));
    return changed_in(db);
  };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(change)));
  co_return keep(std::move(changed));
}

Status WorkReasonsService::add_standard(Connection& db) {
  return save(db, {{{}, {"研修", "Training", "교육"}},
                   {{}, {"会議", "Meeting", "회의"}},
                   {{}, {"報告書作成", "Report", "보고서 작성"}}});
}

}  // namespace madoguchi::features
