"""All stores of one guild, together."""

from __future__ import annotations

from bot.storage.articles import ArticleStore
from bot.storage.completion import CompletionStore
from bot.storage.database import Database
from bot.storage.derived import DerivedStore
from bot.storage.desk import ChangeStore, DraftStore, SettingStore, UnansweredStore
from bot.storage.feeds import FeedStore
from bot.storage.fulltext import FullTextStore
from bot.storage.guild import Guild, guild_of
from bot.storage.members import MemberStore
from bot.storage.names import people_names, topic_names
from bot.storage.owed import OwedStore
from bot.storage.people import PeopleStore
from bot.storage.postings import PostingStore
from bot.storage.relations import RelationStore
from bot.storage.topics import TopicStore


class Shelf:
    """One guild's part of the file. Nothing built here can name a row of another guild."""

    def __init__(self, database: Database, guild: Guild) -> None:
        self.database = database
        self.guild = guild
        self.articles = ArticleStore(database, guild)
        self.people = PeopleStore(database, guild)
        self.topics = TopicStore(database, guild)
        self.people_names = people_names(database, guild)
        self.topic_names = topic_names(database, guild)
        self.relations = RelationStore(database, guild)
        self.derived = DerivedStore(database, guild)
        self.completion = CompletionStore(database, guild)
        self.fulltext = FullTextStore(database, guild)
        self.postings = PostingStore(database, guild)
        self.drafts = DraftStore(database, guild)
        self.changes = ChangeStore(database, guild)
        self.settings = SettingStore(database, guild)
        self.unanswered = UnansweredStore(database, guild)
        self.members = MemberStore(database, guild)
        self.feeds = FeedStore(database, guild)
        self.owed = OwedStore(database, guild)


async def open_shelf(database: Database, snowflake: int) -> Shelf:
    return Shelf(database, await guild_of(database, snowflake))
