#include "features/live/journal_builder.h"

#include <algorithm>

#include "base/overloaded.h"
#include "base/text.h"
#include "desk/names.h"
#include "features/live/desk_notices.h"

namespace madoguchi::features {
namespace {

using base::Overloaded;
using desk::DeskState;
using desk::Event;

constexpr std::size_t kLastMessageCharacters = 120;

template <class IdType>
std::optional<IdType> unless_zero(IdType id) {
  return id ? std::optional(id) : std::nullopt;
}

/// Collects over the events of one decision.
class Collector {
 public:
  Collector(const DeskState& state, RemovedOperators removed, const std::vector<File>& files,
            const DeskNames& names, base::IdSource& ids)
      : state_(state), removed_(std::move(removed)), files_(files), names_(names), ids_(ids) {}

  void add(const Event& event) {
    if (desk::is_stored(event)) touch(desk::contact_of(event));
    std::visit(Overloaded{[&](const desk::ContactStarted& e) { row(e.contact).is_new = true; },
                          [&](const desk::CallArrived& e) { add_call(e); },
                          [&](const desk::MessageAdded& e) { add_message(e); },
                          [&](const desk::LineAdded& e) { add_line(e); },
                          [&](const desk::OperatorStateChanged& e) {
                            set_state_of_removed(e);
                            add_operator(e.operator_id, desk::name_of(e.cause), e.at);
                          },
                          [&](const desk::OperatorSwitchesChanged& e) {
                            add_operator(e.operator_id, "switches", e.at);
                          },
                          [&](const desk::ContactAssigned& e) { touch_call(e.contact); },
                          [&](const desk::ContactQueued& e) { touch_call(e.contact); },
                          [&](const desk::ContactOpened& e) { touch_call(e.contact); },
                          [&](const desk::CallDialed& e) { touch_call(e.contact); },
                          [&](const desk::CallHeld& e) { touch_call(e.contact); },
                          [&](const desk::ContactEnded& e) {
                            row(e.contact).last_owner = e.operator_id;
                            touch_call(e.contact);
                          },
                          [&](const desk::WrapUpEnded& e) { add_wrap_up(e); }, [](const auto&) {}},
               event);
  }

  Prepared take() && { return std::move(out_); }

 private:
  ContactRow& row(base::ContactId id) {
    auto& rows = out_.entry.contacts;
    const auto found =
        std::ranges::find(rows, id, [](const ContactRow& r) { return r.contact.id; });
    if (found != rows.end()) return *found;
    rows.push_back({.contact = *state_.contacts.find(id)});
    return rows.back();
  }

  void touch(base::ContactId id) {
    if (id && state_.contacts.find(id) != nullptr) (void)row(id);
  }

  Message message_of(base::ContactId contact, int number, base::Time at) {
    const desk::Contact& of = *state_.contacts.find(contact);
    return {.service = of.service,
            .contact = contact,
            .thread = of.thread,
            .id = ids_.next<base::MessageId>(),
            .number = number,
            .at = at};
  }

  void add_message(const desk::MessageAdded& e) {
    Message message = message_of(e.contact, e.number, e.at);
    message.kind = desk::name_of(e.kind);
    message.text = e.content.text;
    message.client_id = e.client_id;
    message.author = unless_zero(e.operator_id);
    if (e.operator_id) message.author_name = names_.of(e.operator_id);
    for (const base::FileId id : e.content.files) {
      const auto file = std::ranges::find(files_, id, &File::id);
      if (file != files_.end()) message.files.push_back(*file);
    }
    if (e.kind != desk::MessageKind::kNote) set_last_message(message);
    out_.entry.messages.push_back(message);
  }

  /// Lists show the number where a chat has its last message.
  void add_call(const desk::CallArrived& e) {
    ContactRow& of = row(e.contact);
    const bool is_outbound = e.parties->direction == desk::Direction::kOutbound;
    of.last_message = is_outbound ? e.parties->to : e.parties->from;
    of.last_message_at = e.at;
    out_.entry.calls.push_back({of.contact.service, e.contact, *of.contact.call, e.at, true});
  }

  void touch_call(base::ContactId id) {
    const desk::Contact* contact = state_.contacts.find(id);
    if (contact == nullptr || !contact->call) return;
    auto& calls = out_.entry.calls;
    if (std::ranges::find(calls, id, &CallRow::contact) != calls.end()) return;
    calls.push_back({contact->service, id, *contact->call, contact->started_at, false});
  }

  void add_wrap_up(const desk::WrapUpEnded& e) {
    const auto duration = std::max(base::Milliseconds(0), e.at - e.wrap_up.since);
    out_.entry.wrap_ups.push_back({e.wrap_up.service, e.wrap_up.contact, duration});
  }

  void set_last_message(const Message& message) {
    ContactRow& of = row(message.contact);
    const bool only_files = message.text.empty() && !message.files.empty();
    const std::string& shown = only_files ? message.files.front().name : message.text;
    of.last_message = std::string(base::first_characters(shown, kLastMessageCharacters));
    of.last_message_at = message.at;
  }

  void add_line(const desk::LineAdded& e) {
    Message line = message_of(e.contact, e.number, e.at);
    line.kind = "system";
    line.author = unless_zero(e.operator_id);
    line.system = SystemLine{std::string(desk::name_of(e.kind)), line_name(e)};
    out_.entry.messages.push_back(std::move(line));
  }

  [[nodiscard]] std::string line_name(const desk::LineAdded& e) const {
    if (e.end_reason) return std::string(desk::name_of(*e.end_reason));
    if (e.operator_id) return names_.of(e.operator_id);
    return e.queue ? names_.of(e.queue) : std::string();
  }

  void set_state_of_removed(const desk::OperatorStateChanged& e) {
    const auto removed = removed_.find(e.operator_id);
    if (removed == removed_.end()) return;
    removed->second.state = e.to;
    removed->second.work_reason = e.work_reason;
    removed->second.state_since = e.at;
  }

  [[nodiscard]] const desk::Operator* find_operator(base::OperatorId id) const {
    const auto removed = removed_.find(id);
    return removed == removed_.end() ? state_.operators.find(id) : &removed->second;
  }

  void add_operator(base::OperatorId id, std::string_view cause, base::Time at) {
    const desk::Operator* who = find_operator(id);
    if (who == nullptr) return;
    out_.entry.operators.push_back({.id = id,
                                    .state = who->state,
                                    .work_reason = who->work_reason,
                                    .since = who->state_since,
                                    .takes_phone = who->takes_phone,
                                    .takes_chat = who->takes_chat,
                                    .do_not_disturb = who->do_not_disturb,
                                    .idle_since = who->idle_since,
                                    .is_connected = who->is_connected,
                                    .change_id = ids_.next<base::MessageId>().value(),
                                    .cause = std::string(cause),
                                    .at = at});
  }

  const DeskState& state_;
  RemovedOperators removed_;
  const std::vector<File>& files_;
  const DeskNames& names_;
  base::IdSource& ids_;
  Prepared out_;
};

}  // namespace

JournalBuilder::JournalBuilder(const DeskState& before, const std::vector<Event>& events) {
  for (const Event& event : events) {
    const base::ContactId id = desk::contact_of(event);
    const desk::Contact* contact = id ? before.contacts.find(id) : nullptr;
    if (contact != nullptr) owners_before_.try_emplace(id, contact->owner);
    const auto* removed = std::get_if<desk::OperatorRemoved>(&event);
    if (removed == nullptr) continue;
    removed_.insert_or_assign(removed->operator_id, *before.operators.find(removed->operator_id));
  }
}

Prepared JournalBuilder::finish(const DeskState& after, const std::vector<Event>& events,
                                const std::vector<File>& files, const DeskNames& names,
                                base::IdSource& ids) const {
  Collector collector(after, removed_, files, names, ids);
  for (const Event& event : events) collector.add(event);
  Prepared prepared = std::move(collector).take();
  for (const ContactRow& row : prepared.entry.contacts) {
    const auto before = owners_before_.find(row.contact.id);
    prepared.committed.contacts.push_back(
        {row.contact.service, row.contact.id, row.contact.thread,
         before == owners_before_.end() ? base::OperatorId{} : before->second, row.contact.owner});
  }
  prepared.committed.messages = prepared.entry.messages;
  prepared.committed.alerts = alerts_of(after, events);
  prepared.operators = operator_changes(events);
  return prepared;
}

}  // namespace madoguchi::features
