#pragma once

#include <unordered_map>
#include <vector>

#include "base/id_source.h"
#include "desk/decide.h"
#include "features/live/desk_listener.h"
#include "features/live/desk_names.h"
#include "features/live/journal.h"

namespace madoguchi::features {

/// What is to be written and what is to be shown of one decision.
struct Prepared {
  JournalEntry entry;
  Committed committed;
  std::vector<OperatorChange> operators;
};

/// Those whom a decision removes, as they were before it: their rows say how they left.
using RemovedOperators = std::unordered_map<base::OperatorId, desk::Operator>;

/// Turns the events of one decision into rows and notices. Made before the events are applied,
/// because who had a contact, and who was removed, is known only then; `finish` is called after.
class JournalBuilder {
 public:
  JournalBuilder(const desk::DeskState& before, const std::vector<desk::Event>& events);

  /// `files` are those of the decision's message, which the desk knows by id only.
  [[nodiscard]] Prepared finish(const desk::DeskState& after,
                                const std::vector<desk::Event>& events,
                                const std::vector<File>& files, const DeskNames& names,
                                base::IdSource& ids) const;

 private:
  std::unordered_map<base::ContactId, base::OperatorId> owners_before_;
  RemovedOperators removed_;
};

}  // namespace madoguchi::features
