// The rows that changed: read, serialized and sent together.

#include <algorithm>

#include <boost/json/serialize.hpp>

#include "desk/places.h"
#include "features/contacts/contact_presenter.h"
#include "features/contacts/contact_queries.h"
#include "features/live/console_hub.h"
#include "features/live/live_overlay.h"

namespace madoguchi::features {
namespace {

template <class T>
bool contains(const std::vector<T>& values, const T& value) {
  return std::ranges::find(values, value) != values.end();
}

}  // namespace

void ConsoleHub::note_live_change(base::ServiceId service, base::ContactId contact) {
  live_changed_at_[contact] = desk_.committed_number();
  DirtyRow& row = dirty_[contact];
  row.service = service;
  const desk::Contact* of = desk_.state().contacts.find(contact);
  if (of != nullptr) row.owners.insert(of->owner);
}

void ConsoleHub::note_moves() {
  for (const base::QueueId queue : std::exchange(moved_queues_, {})) {
    for (const auto& moved : desk::tell_places(desk_.state(), queue, told_places_)) {
      note_live_change(desk_.state().contacts.find(moved.contact)->service, moved.contact);
    }
  }
}

void ConsoleHub::flush_rows() {
  if (is_reading_) return desk_.want_flush();
  const std::int64_t through = desk_.committed_number();
  if (dirty_.empty() || consoles_.empty()) {
    dirty_.clear();
    flushed_through_ = through;
    return;
  }
  is_reading_ = true;
  struct Batch {
    std::vector<std::pair<base::ContactId, DirtyRow>> wanted;
    std::vector<Contact> rows;
  };
  auto batch = std::make_shared<Batch>();
  for (auto& [id, dirty] : std::exchange(dirty_, {}))
    batch->wanted.emplace_back(id, std::move(dirty));
  db_.submit_read(
      [batch](storage::Connection& db) -> base::Status {
        batch->rows.clear();
        for (const auto& [id, dirty] : batch->wanted) {
          MDG_ASSIGN(auto row, contact_queries::find(db, dirty.service, id));
          if (row) batch->rows.push_back(*std::move(row));
        }
        return {};
      },
      [this, batch, through](base::Status status) {
        desk_.post_always([this, batch, through, is_read = status.has_value()] {
          is_reading_ = false;
          if (!is_read) {  // the rows are still to be shown
            for (const auto& [id, dirty] : batch->wanted) mark_dirty(id, dirty);
            return desk_.want_flush();
          }
          overlay_live(desk_.state(), batch->rows);
          std::vector<SerializedRow> rows;
          for (const Contact& row : batch->rows) {
            const auto wanted =
                std::ranges::find(batch->wanted, row.id, [](const auto& w) { return w.first; });
            rows.push_back(serialize(row, wanted->second));
          }
          send_rows(std::move(rows), through);
        });
      });
}

void ConsoleHub::mark_dirty(base::ContactId contact, const DirtyRow& row) {
  DirtyRow& kept = dirty_[contact];
  kept.service = row.service;
  kept.owners.insert(row.owners.begin(), row.owners.end());
}

ConsoleHub::SerializedRow ConsoleHub::serialize(const Contact& contact, const DirtyRow& dirty) {
  auto owners = dirty.owners;
  if (contact.owner) owners.insert(*contact.owner);
  return {contact.service, contact.id, std::move(owners),
          boost::json::serialize(contact_json(contact))};
}

void ConsoleHub::send_rows(std::vector<SerializedRow> rows, std::int64_t through) {
  flushed_through_ = std::max(flushed_through_, through);
  for (auto& [id, console] : consoles_) {
    const ConsoleSubscription& wants = console.subscription;
    std::string joined;
    for (const SerializedRow& row : rows) {
      const bool is_own =
          contains(wants.services, row.service) && row.owners.contains(console.me.id);
      const bool is_listed = contains(wants.lists, row.service);
      const bool is_open = contains(wants.contacts, row.contact) && console.me.may_see(row.service);
      if (!is_own && !is_listed && !is_open) continue;
      if (!joined.empty()) joined += ',';
      joined += row.json;
    }
    if (joined.empty()) continue;
    send_numbered(console, rows_frame(joined, through));
  }
}

ConsoleHub::Frame ConsoleHub::rows_frame(const std::string& rows, std::int64_t through) {
  return std::make_shared<const std::string>(
      "{\"type\":\"contacts\",\"through\":" + std::to_string(through) + ",\"contacts\":[" + rows +
      "]}");
}

}  // namespace madoguchi::features
