//! A hundred sentences of learners, each with what it should have been.
//!
//! Next: `corrector/mod.rs`, which knows how.

/// What each learner wrote, and the same without its slip.
pub(crate) fn prompts() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    PROMPTS
        .lines()
        .filter_map(|line| line.trim().split_once(" → "))
}

const PROMPTS: &str = "
    # Third person: the ending is missing
    She go to school every day. → She goes to school every day.
    He watch television in the evening. → He watches television in the evening.
    My sister study medicine. → My sister studies medicine.
    It rain a lot in November. → It rains a lot in November.
    Maria work in a hospital. → Maria works in a hospital.
    Tom never eat meat. → Tom never eats meat.
    My father drive a bus. → My father drives a bus.
    The train leave at seven. → The train leaves at seven.
    She always forget her umbrella. → She always forgets her umbrella.
    He brush his teeth twice a day. → He brushes his teeth twice a day.
    Our teacher speak very fast. → Our teacher speaks very fast.
    The baby cry at night. → The baby cries at night.
    He usually get up at six. → He usually gets up at six.
    She live near the station. → She lives near the station.
    Everybody know his name. → Everybody knows his name.
    The shop close at noon. → The shop closes at noon.
    He fix old bicycles. → He fixes old bicycles.
    My neighbour play the piano badly. → My neighbour plays the piano badly.
    She often visit her grandmother. → She often visits her grandmother.
    This bread taste good. → This bread tastes good.
    He teach mathematics. → He teaches mathematics.
    The old clock stop every winter. → The old clock stops every winter.
    She have two brothers. → She has two brothers.
    He do his homework on Sundays. → He does his homework on Sundays.
    My aunt carry a heavy bag. → My aunt carries a heavy bag.
    Nobody understand this rule. → Nobody understands this rule.
    The water boil quickly. → The water boils quickly.
    Her brother want a new bicycle. → Her brother wants a new bicycle.
    It seem easy. → It seems easy.
    She sing in a choir. → She sings in a choir.
    The plane fly over the mountains. → The plane flies over the mountains.
    Every student need a dictionary. → Every student needs a dictionary.
    He wash the car and clean the windows. → He washes the car and cleans the windows.
    Peter miss his family. → Peter misses his family.
    The dog bark because it hear a noise. → The dog barks because it hears a noise.
    In the morning she drink tea. → In the morning she drinks tea.
    He say that she sleep badly. → He says that she sleeps badly.
    My uncle sell fruit at the market. → My uncle sells fruit at the market.
    # Third person: the ending is made up, or stands where it should not
    She studys English. → She studies English.
    He gos home by train. → He goes home by train.
    My mother teachs children. → My mother teaches children.
    The boy trys again. → The boy tries again.
    He haves a cold. → He has a cold.
    They goes to the beach. → They go to the beach.
    I likes coffee. → I like coffee.
    We lives in a small town. → We live in a small town.
    My parents works at night. → My parents work at night.
    Children learns fast. → Children learn fast.
    Tom and Ana plays tennis. → Tom and Ana play tennis.
    You speaks too fast. → You speak too fast.
    # Not, questions, can and the like
    He don't like fish. → He doesn't like fish.
    She doesn't likes fish. → She doesn't like fish.
    My brother don't eats breakfast. → My brother doesn't eat breakfast.
    They doesn't know the answer. → They don't know the answer.
    He can swims well. → He can swim well.
    She must goes now. → She must go now.
    Do she work here? → Does she work here?
    Where does he lives? → Where does he live?
    Did you saw the film? → Did you see the film?
    I didn't went to the party. → I didn't go to the party.
    She did not finished the book. → She did not finish the book.
    He haven't seen the sea. → He hasn't seen the sea.
    # Am, is, are, was, were
    They is late again. → They are late again.
    She are my best friend. → She is my best friend.
    We was at home yesterday. → We were at home yesterday.
    I is tired. → I am tired.
    The shops was closed. → The shops were closed.
    Yesterday the weather is terrible. → Yesterday the weather was terrible.
    # Past tense, regular
    Yesterday he walk home. → Yesterday he walked home.
    Last night the baby cry for hours. → Last night the baby cried for hours.
    She stop smoking two years ago. → She stopped smoking two years ago.
    We arrive late last night. → We arrived late last night.
    I visit Rome last summer. → I visited Rome last summer.
    Last week they plays football. → Last week they played football.
    He travel to Spain last year. → He travelled to Spain last year.
    Two days ago she open a shop. → Two days ago she opened a shop.
    Yesterday my mother cook soup. → Yesterday my mother cooked soup.
    They dance until midnight last Saturday. → They danced until midnight last Saturday.
    In 1998 he move to Canada. → In 1998 he moved to Canada.
    The children plant a tree last spring. → The children planted a tree last spring.
    An hour ago the rain stoped. → An hour ago the rain stopped.
    Yesterday she stay home because she feel ill. → Yesterday she stayed home because she felt ill.
    # Past tense, irregular
    Yesterday I go to the cinema. → Yesterday I went to the cinema.
    Last night we eat pizza. → Last night we ate pizza.
    He buy a car last month. → He bought a car last month.
    She write three letters yesterday. → She wrote three letters yesterday.
    They come home an hour ago. → They came home an hour ago.
    My friend lose his keys last Friday. → My friend lost his keys last Friday.
    I see him yesterday. → I saw him yesterday.
    Last year she teach in Berlin. → Last year she taught in Berlin.
    Yesterday he find a coin and give it to me. → Yesterday he found a coin and gave it to me.
    A week ago I meets her brother. → A week ago I met her brother.
    She don't come yesterday. → She didn't come yesterday.
    # Past tense, made up
    She goed home early. → She went home early.
    He teached us Latin. → He taught us Latin.
    We eated too much. → We ate too much.
    I thinked about it. → I thought about it.
    The glass breaked. → The glass broke.
    They runned away. → They ran away.
    My uncle buyed a boat. → My uncle bought a boat.
";
