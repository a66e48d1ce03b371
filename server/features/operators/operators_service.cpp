#include "features/operators/operators_service.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "features/desk_phones/desk_phones_service.h"
#include "features/operators/operator_rules.h"
#include "features/operators/operators_store.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::OperatorId;
using base::Result;
using base::Status;
using boost::asio::awaitable;
using storage::Connection;

std::string subject_of(OperatorId id) { return "operator:" + to_string(id); }

OperatorForDesk for_desk(const Operator& who) {
  return {who.id,
          who.name,
          who.is_disabled,
          who.chat_capacity,
          who.services,
          who.extension.value_or(""),
          who.is_organization_admin};
}

/// kNotFound also for those with whom `me` has nothing to do.
Result<Operator> load_seen(Connection& db, const Principal& me, OperatorId id) {
  MDG_TRY(may_manage_operators(me));
  MDG_ASSIGN(auto who, find_operator(db, id));
  if (!who || !is_seen_by(me, *who)) return base::fail(ErrorCode::kNotFound);
  return *std::move(who);
}

/// The organization must keep an admin who can sign in.
Status keep_an_admin(Connection& db, const Operator& before, const Operator& after) {
  const bool was_admin = before.is_organization_admin && !before.is_disabled;
  const bool stays_admin = after.is_organization_admin && !after.is_disabled;
  if (!was_admin || stays_admin) return {};
  MDG_ASSIGN(const int others, count_admins(db, before.id));
  if (others > 0) return {};
  return base::fail(ErrorCode::kConflict, "this is the last organization admin");
}

Status require_free_extension(Connection& db, const std::optional<std::string>& extension,
                              OperatorId except) {
  if (!extension) return {};
  MDG_ASSIGN(const bool is_taken, is_extension_taken(db, *extension, except));
  if (!is_taken) return {};
  base::Error error = base::make_error(ErrorCode::kAlreadyExists);
  error.field = "extension";
  return base::fail(std::move(error));
}

Operator patched(Operator who, const OperatorPatch& patch) {
  who.name = patch.name.value_or(who.name);
  who.is_organization_admin = patch.is_organization_admin.value_or(who.is_organization_admin);
  who.is_disabled = patch.is_disabled.value_or(who.is_disabled);
  who.chat_capacity = patch.chat_capacity.value_or(who.chat_capacity);
  who.extension = patch.extension.value_or(who.extension);
  return who;
}

/// What the audit log says about a change of the account itself; empty when there is none.
boost::json::object account_changes(const Operator& before, const Operator& after) {
  boost::json::object detail;
  if (before.name != after.name) detail["name"] = after.name;
  if (before.chat_capacity != after.chat_capacity) detail["chatCapacity"] = after.chat_capacity;
  if (before.extension != after.extension) detail["extension"] = after.extension.value_or("");
  if (before.is_disabled != after.is_disabled) detail["isDisabled"] = after.is_disabled;
  if (before.is_organization_admin != after.is_organization_admin) {
    detail["isOrganizationAdmin"] = after.is_organization_admin;
  }
  return detail;
}

Status add_rights_entry(Connection& db, const AuditLog& audit, const Actor& actor,
                        base::ServiceId service, OperatorId id, boost::json::object detail) {
  return audit.add(db,
                   {service, actor, "operator.rightsChanged", subject_of(id), std::move(detail)});
}

/// Rights are a matter of their service: each change stands in that service's log.
Status apply_rights(Connection& db, const AuditLog& audit, const Actor& actor, OperatorId id,
                    const RightChanges& changes) {
  for (const ServiceRight& right : changes.set) {
    MDG_TRY(set_right(db, right, id));
    MDG_TRY(add_rights_entry(db, audit, actor, right.service, id,
                             {{"role", base::enum_name(right.role, service_roles())},
                              {"canChat", right.can_chat},
                              {"canPhone", right.can_phone}}));
  }
  for (const base::ServiceId service : changes.removed) {
    MDG_TRY(remove_right(db, service, id));
    MDG_TRY(add_rights_entry(db, audit, actor, service, id, {{"role", nullptr}}));
  }
  return {};
}

}  // namespace

struct OperatorsService::Changed {
  Operator who;
  std::uint64_t number = 0;
  std::vector<base::SessionId> ended;
};

awaitable<Result<std::vector<Operator>>> OperatorsService::list(Principal me) {
  MDG_CO_TRY(may_manage_operators(me));
  MDG_AWAIT(auto all, parts_.database.read(all_operators));
  std::vector<Operator> seen;
  for (Operator& who : all) {
    if (is_seen_by(me, who)) seen.push_back(view_of(me, std::move(who)));
  }
  co_return seen;
}

awaitable<Result<Operator>> OperatorsService::get(Principal me, OperatorId id) {
  auto load = [me, id](Connection& db) -> Result<Operator> {
    MDG_ASSIGN(auto who, load_seen(db, me, id));
    return view_of(me, std::move(who));
  };
  co_return co_await parts_.database.read(std::move(load));
}

Result<Operator> OperatorsService::insert(Connection& db, const Actor& actor,
                                          const NewOperator& fresh,
                                          const std::optional<std::string>& password_hash) {
  const std::string email = base::fold_mail_address(fresh.email);
  MDG_ASSIGN(const bool is_taken, is_mail_taken(db, email));
  if (is_taken) {
    base::Error error = base::make_error(ErrorCode::kAlreadyExists);
    error.field = "email";
    return base::fail(std::move(error));
  }
  MDG_TRY(require_free_extension(db, fresh.extension, {}));
  Operator who{parts_.ids.next<OperatorId>(), fresh.name,     email,
               fresh.is_organization_admin,   false,          !password_hash,
               fresh.chat_capacity,           fresh.services, fresh.extension};
  MDG_TRY(add_operator(db, who, password_hash, parts_.clock.now()));
  MDG_TRY(parts_.audit.add(db, {{},
                                actor,
                                password_hash ? "operator.made" : "operator.invited",
                                subject_of(who.id),
                                {{"isOrganizationAdmin", who.is_organization_admin}}}));
  MDG_TRY(apply_rights(db, parts_.audit, actor, who.id, {who.services, {}}));
  return who;
}

awaitable<Result<InvitedOperator>> OperatorsService::invite(Principal me, NewOperator fresh) {
  MDG_CO_TRY(may_manage_operators(me));
  MDG_CO_TRY(may_invite(me, fresh));
  struct Invited {
    Changed changed;
    IssuedInvitation link;
  };
  auto add = [this, me, fresh](Connection& db) -> Result<Invited> {
    MDG_ASSIGN(Operator who, insert(db, me.actor(), fresh, {}));
    MDG_ASSIGN(IssuedInvitation link, parts_.invitations.issue_in(db, who.id));
    return Invited{{std::move(who), gate_.next_number(), {}}, std::move(link)};
  };
  MDG_AWAIT(Invited invited, parts_.database.write(std::move(add)));
  tell(invited.changed);
  co_return InvitedOperator{std::move(invited.changed.who), std::move(invited.link.token),
                            invited.link.expires_at};
}

Result<OperatorsService::Changed> OperatorsService::update_in(Connection& db, const Principal& me,
                                                              OperatorId id,
                                                              const OperatorPatch& patch) {
  MDG_ASSIGN(const Operator before, load_seen(db, me, id));
  MDG_TRY(may_update(me, before, patch));
  const Operator after = patched(before, patch);
  MDG_TRY(keep_an_admin(db, before, after));
  MDG_TRY(require_free_extension(db, after.extension, id));
  auto detail = account_changes(before, after);
  if (!detail.empty()) {
    MDG_TRY(update_operator(db, after));
    MDG_TRY(parts_.audit.add(
        db, {{}, me.actor(), "operator.updated", subject_of(id), std::move(detail)}));
  }
  if (patch.services) {
    MDG_TRY(apply_rights(db, parts_.audit, me.actor(), id,
                         right_changes(me, before.services, *patch.services)));
  }
  Changed changed;
  if (after.is_disabled || after.extension != before.extension) {
    MDG_TRY(DeskPhonesService::revoke_in(db, id));
  }
  if (after.is_disabled) {
    MDG_ASSIGN(changed.ended, SignInService::end_sessions_of(db, id));
    MDG_TRY(InvitationsService::revoke_in(db, id));
  }
  MDG_ASSIGN(auto who, find_operator(db, id));
  if (!who) return base::fail(ErrorCode::kNotFound);
  changed.who = *std::move(who);
  changed.number = gate_.next_number();
  return changed;
}

awaitable<Result<Operator>> OperatorsService::update(Principal me, OperatorId id,
                                                     OperatorPatch patch) {
  auto change = [this, me, id, patch](Connection& db) { return update_in(db, me, id, patch); };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(change)));
  tell(changed);
  co_return view_of(me, std::move(changed.who));
}

awaitable<Result<InvitedOperator>> OperatorsService::renew_invitation(Principal me, OperatorId id) {
  auto renew = [this, me, id](Connection& db) -> Result<InvitedOperator> {
    MDG_ASSIGN(Operator who, load_managed(db, me, id));
    if (who.is_disabled) return base::fail(ErrorCode::kConflict, "the operator is disabled");
    MDG_ASSIGN(IssuedInvitation link, parts_.invitations.issue_in(db, id));
    MDG_TRY(parts_.audit.add(db, {{}, me.actor(), "invitation.renewed", subject_of(id), {}}));
    return InvitedOperator{view_of(me, std::move(who)), std::move(link.token), link.expires_at};
  };
  co_return co_await parts_.database.write(std::move(renew));
}

Result<Operator> OperatorsService::load_managed(Connection& db, const Principal& me,
                                                OperatorId id) {
  MDG_ASSIGN(Operator who, load_seen(db, me, id));
  MDG_TRY(may_manage_wholly(me, who));
  return who;
}

Result<OperatorId> OperatorsService::add_in(Connection& db, const Actor& actor,
                                            const NewOperator& fresh,
                                            const std::string& password_hash) {
  MDG_ASSIGN(const Operator who, insert(db, actor, fresh, password_hash));
  return who.id;
}

Result<OperatorsService::Changed> OperatorsService::read_changed(Connection& db, OperatorId id) {
  MDG_ASSIGN(auto who, find_operator(db, id));
  if (!who) return base::fail(ErrorCode::kNotFound);
  return Changed{*std::move(who), gate_.next_number(), {}};
}

awaitable<Status> OperatorsService::announce(OperatorId id) {
  // On the writer, so that the number stands in the order of the commits.
  MDG_AWAIT(const Changed changed,
            parts_.database.write([this, id](Connection& db) { return read_changed(db, id); }));
  tell(changed);
  co_return Status{};
}

Status OperatorsService::announce_now(OperatorId id) {
  MDG_ASSIGN(const Changed changed, parts_.database.write_now([this, id](Connection& db) {
    return read_changed(db, id);
  }));
  tell(changed);
  return {};
}

void OperatorsService::tell(const Changed& changed) {
  parts_.sign_in.operator_changed(changed.who.id);
  parts_.sign_in.sessions_ended(changed.ended);
  gate_.announce(changed.who.id, changed.number,
                 [&] { parts_.listener.operator_changed(for_desk(changed.who)); });
}

Result<std::vector<OperatorForDesk>> OperatorsService::load_all_for_desk(Connection& db) {
  MDG_ASSIGN(const auto all, all_operators(db));
  std::vector<OperatorForDesk> out;
  std::ranges::transform(all, std::back_inserter(out), for_desk);
  return out;
}

}  // namespace madoguchi::features
