#include "synth/facts/builtin_facts.h"

#include <gtest/gtest.h>

#include <set>

namespace warploom::synth {
namespace {

TEST(BuiltinFactsTest, EveryRowNamesABuiltinOnceAndIsDrawnFrom) {
  const lang::BuiltinTable& table = lang::PinnedBuiltins();
  std::set<std::string_view> seen;
  for (const BuiltinFacts& row : AllBuiltinFacts()) {
    EXPECT_TRUE(seen.insert(row.name).second) << row.name << " has two rows";
    const auto name = table.FindName(row.name);
    ASSERT_TRUE(name.has_value()) << row.name << " is no builtin of this Warp";
    bool drawable = row.weight == 0.0;
    for (const lang::CallId id : table.Named(*name)) {
      for (const WeightedCall& choice : DrawableCalls(table, table.call(id).result).calls) {
        drawable = drawable || choice.call == id;
      }
    }
    EXPECT_TRUE(drawable) << row.name << " has a row but no call that expressions can draw";
  }
}

TEST(BuiltinFactsTest, ResultsAreKnownWhereItMatters) {
  const lang::BuiltinTable& table = lang::PinnedBuiltins();
  const auto facts_of = [&](std::string_view name, std::vector<lang::Type> types,
                            std::vector<ValueRange> args) {
    return RangeOfCall(table, *table.Resolve(table.Name(name), types), args);
  };
  const ValueRange wide = Between(-7.0, 3.0);
  EXPECT_TRUE(facts_of("sin", {lang::kFloat}, {wide}).IsWithin(-1.0, 1.0));
  EXPECT_TRUE(facts_of("abs", {lang::kFloat}, {wide}).IsWithin(0.0, 7.0));
  EXPECT_TRUE(facts_of("min", {lang::kInt, lang::kInt}, {wide, Exactly(2.0)}).IsWithin(-7.0, 2.0));
  EXPECT_TRUE(facts_of("normalize", {lang::kVec3}, {wide}).unit);
  EXPECT_TRUE(
      facts_of("clamp", {lang::kInt, lang::kInt, lang::kInt}, {wide, Exactly(0.0), Exactly(5.0)})
          .IsWithin(0.0, 5.0));
  // Warp's clamp takes the high bound last, also where it lies below the low one.
  EXPECT_TRUE(facts_of("clamp", {lang::kFloat, lang::kFloat, lang::kFloat},
                       {wide, Exactly(8.0), Between(1.0, 2.0)})
                  .IsWithin(1.0, 2.0));
}

}  // namespace
}  // namespace warploom::synth
