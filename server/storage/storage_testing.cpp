#include "storage/storage_testing.h"

namespace madoguchi::storage {

const std::vector<base::EmbeddedFile> StorageTest::kSchema{
    {"0001_notes.sql",
     "CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL, label TEXT, "
     "weight INTEGER, parent INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED);"
     "CREATE UNIQUE INDEX notes_label ON notes (label);"}};

std::vector<std::string> StorageTest::notes() {
  auto rows = database().read_now(
      [](Connection& c) { return c.rows<std::int64_t, std::string>(kListNotes); });
  if (!rows) return {"error: " + rows.error().detail};
  std::vector<std::string> out;
  for (auto& [id, body] : *rows) out.push_back(std::move(body));
  return out;
}

base::Status StorageTest::add_note(std::int64_t id, const std::string& body) {
  return database().write_now(inserting(id, body));
}

Database::Work inserting(std::int64_t id, std::string body) {
  return [id, body = std::move(body)](Connection& c) -> base::Status {
    MDG_TRY(c.execute(kInsertNote, id, body));
    return {};
  };
}

Database::Work Gate::work() {
  return [this](Connection&) -> base::Status {
    entered_.set_value();
    released_.get_future().wait();
    return {};
  };
}

Database::Done Outcomes::expect(int command) {
  return [this, command](base::Status status) {
    const std::lock_guard lock(mutex_);
    told_.push_back({command, std::move(status)});
    changed_.notify_all();
  };
}

std::vector<Outcomes::Outcome> Outcomes::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return told_.size() >= count; });
  return told_;
}

}  // namespace madoguchi::storage
